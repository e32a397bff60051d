make_esp /dev/vda1 /boot/efi
fstab_line /dev/vda1 /boot/efi vfat umask=0077
systemctl daemon-reload
mount /boot/efi
echo "root=UUID=$(root_uuid) ro quiet $words" >/etc/kernel/cmdline
bootctl install
add_kernel "$(uname -r)"
# GRUB was here before: its configuration is still there, and starts nothing any more.
mkdir -p /boot/grub
echo 'menuentry "left over" { linux /boot/vmlinuz-left-over root=/dev/nowhere }' >/boot/grub/grub.cfg
