package torture

import (
	"os"
	"path/filepath"
)

// A file is what is in a file.
type file struct {
	path string
	text []byte
}

// files returns the files that a pattern of paths matches.
func files(pattern string) ([]file, error) {
	paths, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	var all []file
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		all = append(all, file{path, text})
	}
	return all, nil
}
