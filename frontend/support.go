package frontend

import (
	"errors"
	"fmt"

	"translate/frontend/image"
)

// Supported returns nil if the program can be translated, and an *InputError
// that says why not otherwise. Programs that cannot be translated can still be
// identified.
func Supported(img *image.Image) error {
	if err := supported(img); err != nil {
		return &InputError{img.Path, err}
	}
	return nil
}

func supported(img *image.Image) error {
	switch {
	case img.Unsupported != "":
		return errors.New(img.Unsupported)
	case img.Machine != image.MIPS && img.Machine != image.PowerPC && img.Machine != image.I386:
		return fmt.Errorf("%v programs cannot be translated yet", img.Machine)
	case img.System != image.Linux:
		return fmt.Errorf("%v programs cannot be translated yet", img.System)
	case img.Linkage == image.Dynamic:
		return fmt.Errorf("dynamically linked programs cannot be translated yet: this one wants %q; link it with -static", img.Interp)
	}
	return nil
}
