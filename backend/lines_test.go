package backend

import (
	"encoding/binary"
	"slices"
	"testing"
)

// decodeLines undoes encodeLines, as runtime/src/lines.c does.
func decodeLines(t *testing.T, data, chunks []byte) []line {
	t.Helper()
	var lines []line
	for c := 0; c < len(chunks); c += 8 {
		at := line{Host: binary.LittleEndian.Uint32(chunks[c:])}
		offset, end := int(binary.LittleEndian.Uint32(chunks[c+4:])), len(data)
		if c+8 < len(chunks) {
			end = int(binary.LittleEndian.Uint32(chunks[c+12:]))
		}
		for offset < end {
			host, n := binary.Uvarint(data[offset:])
			guest, m := binary.Varint(data[offset+n:])
			offset += n + m
			at = line{at.Host + uint32(host), at.Guest + uint32(guest)}
			lines = append(lines, at)
		}
	}
	return lines
}

func TestEncodeLines(t *testing.T) {
	var want []line
	for i := range uint32(3*chunkLines + 5) {
		want = append(want, line{Host: 7*i + i*i, Guest: 0x400000 + i*12345%997*4})
	}
	data, chunks := encodeLines(want)
	if got := decodeLines(t, data, chunks); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestCompact(t *testing.T) {
	got := compact([]line{{1, 10}, {2, 10}, {3, 11}, {3, 12}, {4, 12}, {5, 0}})
	want := []line{{1, 10}, {3, 12}, {5, 0}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestShardsDependOnSizesOnly(t *testing.T) {
	in := &Input{}
	for i := range 10 {
		in.Funcs = append(in.Funcs, Func{Start: uint32(i), Size: shardSize/3 + i})
	}
	shards := (&builder{in: in}).shards()
	var n int
	for _, s := range shards {
		n += len(s)
		if len(s) > 2 {
			t.Errorf("a shard holds %d functions of a third of its size and more", len(s))
		}
	}
	if n != len(in.Funcs) {
		t.Errorf("shards hold %d functions, want %d", n, len(in.Funcs))
	}
}
