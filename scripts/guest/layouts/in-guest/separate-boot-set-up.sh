mkfs.ext4 -q -L boot /dev/vda1
mount /dev/vda1 /mnt
cp -a /boot/. /mnt/
umount /mnt
rm -rf /boot/*
fstab_line /dev/vda1 /boot ext4 defaults
systemctl daemon-reload
mount /boot
grub_setting GRUB_TIMEOUT=1
grub-install /dev/vda
update-grub
