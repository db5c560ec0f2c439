package corpus

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// Sources returns the directory of the unpacked source of a Debian package,
// fetched on first use from the mirrors this system is set up with. The
// system's own apt configuration and lists are left alone.
func (c *Cache) Sources(pkg string) (string, error) {
	dir, err := c.Build("sources", pkg, func(dir string) error {
		aptLock.Lock()
		defer aptLock.Unlock()
		conf, err := c.aptConfig()
		if err != nil {
			return err
		}
		return fetchSource(conf, pkg, dir)
	})
	return filepath.Join(dir, "src"), err
}

var aptLock sync.Mutex // apt locks its lists and does not wait

func fetchSource(conf, pkg, dir string) error {
	if err := apt(conf, dir, "apt-get", "-q", "source", "--download-only", pkg); err != nil {
		return fmt.Errorf("source package %s: %w", pkg, err)
	}
	dsc, err := filepath.Glob(filepath.Join(dir, "*.dsc"))
	if err != nil || len(dsc) != 1 {
		return fmt.Errorf("source package %s: no .dsc file", pkg)
	}
	return run(dir, "dpkg-source", "--no-check", "-x", dsc[0], "src")
}

// apt runs a command of apt's with a configuration of ours.
func apt(conf, dir string, words ...string) error {
	cmd := exec.Command(words[0], words[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "APT_CONFIG="+conf, "LANG=C")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(words, " "), err, tail(out, 800))
	}
	return nil
}

// aptConfig makes an apt configuration with its own state and the system's
// mirrors as sources of source packages, and reads their lists.
func (c *Cache) aptConfig() (string, error) {
	dir, err := c.Build("apt", "1", func(dir string) error {
		final := c.Dir("apt", "1")
		sources, err := sourceLists("/etc/apt")
		if err != nil {
			return err
		}
		files := map[string]string{
			"apt.conf":               fmt.Sprintf(aptConf, final),
			"sources.d/corpus.list":  sources.list,
			"sources.d/deb.sources":  sources.deb822,
			"state/lists/partial/.k": "",
			"cache/archives/.k":      "",
		}
		for name, text := range files {
			path := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				return err
			}
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	conf := filepath.Join(dir, "apt.conf")
	_, err = c.Build("apt", "lists", func(string) error {
		return apt(conf, dir, "apt-get", "-q", "update")
	})
	return conf, err
}

const aptConf = `Dir::State "%[1]s/state";
Dir::Cache "%[1]s/cache";
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "%[1]s/sources.d";
APT::Sandbox::User "root";
Acquire::Languages "none";
`

type aptSources struct{ list, deb822 string }

// sourceLists reads the system's package sources and turns each into one of
// source packages.
func sourceLists(etc string) (s aptSources, err error) {
	var paths []string
	for _, glob := range []string{"sources.list", "sources.list.d/*.list", "sources.list.d/*.sources"} {
		found, err := filepath.Glob(filepath.Join(etc, glob))
		if err != nil {
			return s, err
		}
		paths = append(paths, found...)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return s, err
		}
		if filepath.Ext(path) == ".sources" {
			s.deb822 += strings.ReplaceAll(string(text), "Types: deb\n", "Types: deb-src\n") + "\n"
			continue
		}
		for line := range strings.Lines(string(text)) {
			if rest, ok := strings.CutPrefix(line, "deb "); ok {
				s.list += "deb-src " + rest
			}
		}
	}
	return s, nil
}
