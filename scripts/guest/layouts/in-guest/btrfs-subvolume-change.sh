newer_kernel
grub_word
update-grub
