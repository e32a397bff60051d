newer_kernel
grub_setting GRUB_TIMEOUT=1
grub_setting GRUB_DEFAULT=saved
grub-install /dev/vda
update-grub
