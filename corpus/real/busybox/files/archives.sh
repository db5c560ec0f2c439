# Archives and files: tar, cpio, gzip, bzip2, find, cp, mv, links, modes; a tree is left behind.
mkdir -p tree/sub/deep
seq 1 3000 >tree/numbers
cp text.sh tree/sub/copy; ln -s ../numbers tree/sub/link; ln tree/numbers tree/hard; touch tree/numbers
chmod 640 tree/sub/copy; chmod u=rwx,go= tree/sub/deep
tar cf t.tar tree; tar tf t.tar | sort; mkdir out; tar xf t.tar -C out; diff -r tree out/tree && echo same
gzip -c t.tar >t.tar.gz; gunzip -c t.tar.gz | cmp - t.tar && echo gzip; bzip2 -k t.tar; bunzip2 -c t.tar.bz2 | cmp - t.tar && echo bzip2
find tree | cpio -o -H newc 2>/dev/null | cpio -t 2>/dev/null | sort
find tree -type f -size +5k | sort; find tree -type l -exec readlink {} \; ; find tree -name 'c*' -exec basename {} \;
stat -c '%n %s %a %F' tree/numbers tree/sub/copy tree/sub/deep tree/sub/link; date -u -d @1000000000 '+%F %T %j'
mv tree/sub/copy tree/moved; rm tree/hard; rmdir tree/sub/deep; ls -1 tree tree/sub; du -a tree 2>/dev/null | wc -l
rm -r out t.tar t.tar.gz t.tar.bz2; uuencode name <tree/moved | tail -5; base64 text.sh | base64 -d | cmp - text.sh && echo base64
