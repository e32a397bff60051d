# The root file system was made with the system at its top: it moves into a subvolume.
grub_setting GRUB_TIMEOUT=1
sed -i '/ \/ ext4 /d' /etc/fstab
echo "UUID=$(root_uuid) / btrfs subvol=@rootfs 0 0" >>/etc/fstab
mount -o remount,rw /
btrfs subvolume snapshot / /@rootfs
mount -o subvol=@rootfs /dev/vda2 /mnt
for place in dev proc sys; do mount --rbind --make-rslave "/$place" "/mnt/$place"; done
chroot /mnt grub-install /dev/vda
chroot /mnt update-grub
umount -R /mnt
