# GRUB of Debian's next release (2.14 or newer), unpacked and not installed, from /srv/next-grub.tar.gz.
mkdir /opt/next-grub
tar -C /opt/next-grub -xzf /srv/next-grub.tar.gz
rm /srv/next-grub.tar.gz
mkfs.ext4 -q -L boot /dev/vda1
mount /dev/vda1 /mnt
cp -a /boot/. /mnt/
umount /mnt
rm -rf /boot/*
fstab_line /dev/vda1 /boot ext4 defaults
systemctl daemon-reload
mount /boot
/opt/next-grub/grub-install --directory=/opt/next-grub/i386-pc /dev/vda
# No tool of this Debian writes such a configuration yet.
cat >/boot/grub/grub.cfg <<CONFIG
if [ -s \$prefix/grubenv ]; then
  load_env
fi
search --no-floppy --fs-uuid --set=root $(findmnt -no UUID /boot)
set timeout=1
set default="\${saved_entry}"
set kernelopts="word=from-grub-cfg"
blscfg
CONFIG
mkdir -p /boot/loader/entries
printf 'layout=bls\nBOOT_ROOT=/boot\n' >/etc/kernel/install.conf
echo "root=UUID=$(root_uuid) ro quiet $words" >/etc/kernel/cmdline
add_kernel "$(uname -r)"
