make_esp /dev/vda1 /boot/efi
fstab_line /dev/vda1 /boot/efi vfat umask=0077
systemctl daemon-reload
mount /boot/efi
grub_setting GRUB_TIMEOUT=1
grub-install --target=x86_64-efi --efi-directory=/boot/efi
update-grub
