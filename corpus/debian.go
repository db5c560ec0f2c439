package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A Packaged is a program as Debian built it, for guests that the host runs
// itself: under an emulator a program could not execute itself. Its directory
// holds program, which says where it comes from, and cases and files as those
// of a Real.
type Packaged struct {
	Real
	Package string // Debian binary package
	Path    string // of the program in the package
}

// PackagedPrograms reads the packaged programs under dir.
func PackagedPrograms(dir string) ([]*Packaged, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*", "program"))
	if err != nil {
		return nil, err
	}
	var list []*Packaged
	for _, path := range paths {
		p := &Packaged{Real: Real{Name: filepath.Base(filepath.Dir(path)), Dir: filepath.Dir(path)}}
		if err := p.read(path); err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// read reads the lines of the file program, then the cases.
func (p *Packaged) read(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(text)) {
		switch name, rest, _ := strings.Cut(strings.TrimSpace(line), " "); name {
		case "package":
			p.Package = rest
		case "path":
			p.Path = rest
		case "applets":
			p.Applets = strings.Fields(rest)
		default:
			return fmt.Errorf("%s: unknown line %q", path, line)
		}
	}
	return p.readCases()
}

// File returns the path of the program for a guest, fetched on first use.
func (p *Packaged) File(c *Cache, g *Guest) (string, error) {
	dir, err := c.Package(p.Package, g.Debian)
	return filepath.Join(dir, p.Path), err
}

// Package returns the directory of an unpacked Debian binary package, fetched
// on first use from the mirrors this system is set up with. The system's own
// apt configuration and lists are left alone.
func (c *Cache) Package(pkg, arch string) (string, error) {
	return c.Build("packages", pkg+"-"+arch, func(dir string) error {
		aptLock.Lock()
		defer aptLock.Unlock()
		conf, err := c.aptBinaryConfig(arch)
		if err != nil {
			return err
		}
		if err := apt(conf, dir, "apt-get", "-q", "download", pkg); err != nil {
			return fmt.Errorf("package %s for %s: %w", pkg, arch, err)
		}
		deb, err := filepath.Glob(filepath.Join(dir, "*.deb"))
		if err != nil || len(deb) != 1 {
			return fmt.Errorf("package %s for %s: no .deb file", pkg, arch)
		}
		return run(dir, "dpkg-deb", "-x", deb[0], ".")
	})
}

// aptBinaryConfig makes an apt configuration for the binary packages of an
// architecture, with its own state, and reads the lists of packages. Where a
// list could not be had, fetching the packages tells.
func (c *Cache) aptBinaryConfig(arch string) (string, error) {
	dir, err := c.Build("apt", arch, func(dir string) error {
		for _, sub := range []string{"lists/partial", "cache/archives/partial"} {
			if err := os.MkdirAll(filepath.Join(dir, sub), 0o777); err != nil {
				return err
			}
		}
		files := map[string]string{"status": "", "apt.conf": fmt.Sprintf(aptBinaryConf, c.Dir("apt", arch), arch)}
		for name, text := range files {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	conf := filepath.Join(dir, "apt.conf")
	_, err = c.Build("apt", arch+"-lists", func(string) error {
		_ = apt(conf, dir, "apt-get", "-q", "update")
		return nil
	})
	return conf, err
}

const aptBinaryConf = `Dir::State::Lists "%[1]s/lists";
Dir::State::status "%[1]s/status";
Dir::Cache "%[1]s/cache";
APT::Architecture "%[2]s";
#clear APT::Architectures;
APT::Architectures { "%[2]s"; };
APT::Sandbox::User "root";
Acquire::Languages "none";
`
