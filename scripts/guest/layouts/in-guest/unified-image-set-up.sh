# No line in fstab: systemd-gpt-auto-generator mounts the ESP at /efi when somebody looks there.
make_esp /dev/vda1 /efi
mount /dev/vda1 /efi
mkdir -p /etc/kernel
echo "root=UUID=$(root_uuid) ro quiet $words" >/etc/kernel/cmdline
printf '%s\n' layout=uki uki_generator=ukify >/etc/kernel/install.conf
bootctl install
add_kernel "$(uname -r)"
umount /efi
