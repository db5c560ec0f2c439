package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"sync"
	"time"
)

// A Cache keeps built things in directories named by what they were built
// from, so that a rerun builds only what changed.
type Cache struct {
	dir  string
	mu   sync.Mutex
	once map[string]*built
}

// built is the outcome of one build, shared by all who ask for it.
type built struct {
	once sync.Once
	err  error
}

// OpenCache opens the cache in $CORPUS_CACHE, or else under the user's cache
// directory.
func OpenCache() (*Cache, error) {
	dir := os.Getenv("CORPUS_CACHE")
	if dir == "" {
		user, err := os.UserCacheDir()
		if err != nil {
			return nil, err
		}
		dir = filepath.Join(user, "translate-corpus")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	return &Cache{dir: dir, once: map[string]*built{}}, os.MkdirAll(dir, 0o777)
}

// Dir returns the path of a named directory of the cache.
func (c *Cache) Dir(elem ...string) string {
	return filepath.Join(append([]string{c.dir}, elem...)...)
}

// Key names what is made from parts: it is equal when they are.
func Key(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s\n", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil))[:24]
}

// FileKey is a Key of a file's contents, or of why it cannot be read.
func FileKey(path string) string {
	b, err := os.ReadFile(path)
	if err != nil {
		return Key("unreadable", err.Error())
	}
	return Key(string(b))
}

// Build returns the directory kind/key of the cache, made by fill if it is not
// there yet. fill gets a new directory, which takes its place only if fill
// succeeds.
func (c *Cache) Build(kind, key string, fill func(dir string) error) (string, error) {
	dst := c.Dir(kind, key)
	c.mu.Lock()
	b := c.once[dst]
	if b == nil {
		b = &built{}
		c.once[dst] = b
	}
	c.mu.Unlock()
	b.once.Do(func() { b.err = c.build(dst, fill) })
	return dst, b.err
}

func (c *Cache) build(dst string, fill func(dir string) error) error {
	if _, err := os.Stat(dst); err == nil {
		now := time.Now()
		return os.Chtimes(dst, now, now) // see Prune
	}
	if err := os.MkdirAll(filepath.Dir(dst), 0o777); err != nil {
		return err
	}
	tmp, err := os.MkdirTemp(filepath.Dir(dst), ".new-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	if err := fill(tmp); err != nil {
		return err
	}
	if err := os.Chmod(tmp, 0o777); err != nil {
		return err
	}
	err = os.Rename(tmp, dst)
	if errors.Is(err, os.ErrExist) {
		return nil // another process was faster
	}
	return err
}

// Prune removes the directories of a kind that were not used for a day, apart
// from the newest ones. Others may be in use by a run next to this one.
func (c *Cache) Prune(kind string, keep int) {
	list, _ := os.ReadDir(c.Dir(kind))
	times := map[string]time.Time{}
	for _, e := range list {
		if info, err := e.Info(); err == nil {
			times[e.Name()] = info.ModTime()
		}
	}
	sort.Slice(list, func(i, j int) bool { return times[list[i].Name()].After(times[list[j].Name()]) })
	for i := keep; i < len(list); i++ {
		if name := list[i].Name(); time.Since(times[name]) > 24*time.Hour {
			os.RemoveAll(c.Dir(kind, name))
		}
	}
}
