newer_kernel
echo "$(cat /etc/kernel/cmdline) layout=changed" >/etc/kernel/cmdline
add_kernel "$(newest)"
