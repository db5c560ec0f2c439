# Archives and sums: tar, gzip, bzip2, xz, lzop, cpio, ar, dd, base64, uuencode, the sums, crc32.
mkdir -p tree/sub/deep; seq 1 3000 >tree/numbers
awk 'BEGIN { for (i = 0; i < 20000; i++) { x = (x * 69069 + 1) % 4294967296; printf "%c", 32 + int(x / 65536) % 90 } }' >tree/sub/noise
echo text >tree/sub/deep/text; : >tree/empty; ln -s sub/deep/text tree/link; chmod 750 tree/sub; chmod 640 tree/numbers
touch -h -d '2020-01-02 03:04:05' tree/sub/deep/* tree/sub/* tree/* tree
for sum in md5sum sha1sum sha256sum sha512sum sha3sum crc32; do $sum tree/numbers tree/sub/noise tree/empty; done
md5sum tree/numbers tree/sub/noise >sums; md5sum -c sums; echo broken >>tree/numbers; md5sum -c sums; sed -i '$d' tree/numbers
for z in 'gzip gunzip' 'bzip2 bunzip2' 'lzop lzop -d'; do
	for f in tree/numbers tree/sub/noise; do
		${z%% *} -c $f >packed; wc -c <packed; ${z#* } -c <packed | cmp - $f && echo "${z%% *} $f"
	done
done
gzip -9 -c tree/numbers | zcat | md5sum; gzip -1 <tree/sub/noise | gunzip | md5sum; printf 'not packed' | gunzip
bzip2 -k tree/numbers; bzcat tree/numbers.bz2 | tail -n 1; dd if=tree/numbers.bz2 bs=100 count=5 2>/dev/null | bunzip2 | wc -c; rm tree/numbers.bz2
tar cf all.tar tree; tar tf all.tar | sort; mkdir out; tar xf all.tar -C out; diff -r tree out/tree && echo same; ls -l out/tree | awk '{ print $1, $5, $NF }'
tar czf all.tgz tree; tar tzf all.tgz | sort; tar xzOf all.tgz tree/sub/deep/text
tar cjf all.tbz tree/sub; rm -r out/tree; tar xjf all.tbz -C out; cmp tree/sub/noise out/tree/sub/noise && echo bzip2; rm -r out
(cd tree; find . | sort | cpio -o -H newc 2>/dev/null) >all.cpio; cpio -t <all.cpio 2>/dev/null | sort
mkdir out; (cd out; cpio -id <../all.cpio 2>/dev/null; find . -type f | sort | xargs md5sum); rm -r out
printf '!<arch>\n%-16s%-12s%-6s%-6s%-8s%-10s`\na library\n' m1/ 0 0 0 100644 10 >lib.a; ar t lib.a; ar p lib.a m1
base64 tree/sub/noise >b64; tail -n 1 b64; base64 -d b64 | cmp - tree/sub/noise && echo base64
uuencode name <tree/sub/deep/text; uuencode -m name <tree/sub/deep/text | uudecode -o /dev/stdout
printf '\3757zXZ\0\0\4' | unxz; echo $?
dd if=tree/numbers bs=100 skip=3 count=2 2>/dev/null | head -n 3; dd if=/dev/zero of=zeros bs=1k count=64 2>/dev/null; gzip -c zeros | wc -c; sha1sum zeros; od zeros
rm -r all.* packed zeros b64 sums lib.a tree
