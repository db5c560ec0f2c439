# Checksums of known data.
seq 1 20000 >data
for c in md5sum sha1sum sha256sum sha512sum cksum sum crc32; do $c data; done
md5sum data >list; md5sum -c list
seq 1 3 | sha256sum; printf '' | md5sum
