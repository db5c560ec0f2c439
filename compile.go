package main

import (
	"context"
	"errors"
)

// compile lifts the program, builds the native executable in the temporary
// directory and returns its path.
func (j *job) compile(ctx context.Context) (string, error) {
	return "", errors.New("there is no backend yet")
}
