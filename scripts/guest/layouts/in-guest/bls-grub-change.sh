older=$(uname -r)
newer_kernel
echo "$(cat /etc/kernel/cmdline) layout=changed" >/etc/kernel/cmdline
add_kernel "$(newest)"
newer_entry=$(grep -l "^version  *$(newest)\$" /boot/loader/entries/*.conf)
# What GRUB makes of an entry's words: a variable of grub.cfg, quotes, a backslash. Only the first line counts.
sed -i '/^options/s/$/ $kernelopts quoted="two  words" back\\\\slash last/' "$newer_entry"
echo 'options layout=second-line' >>"$newer_entry"
# The newest by the order of Fedora's blscfg, and by the Boot Loader Specification, which looks at versions; not by GNU's, which
# looks at names and takes a letter for older than a sign.
sed 's/layout=changed/layout=other/; s/^version.*/version 99/' "$newer_entry" | sed "s/$(newest)/$older/" >"${newer_entry%%+*}rc-cloud-amd64.conf"
