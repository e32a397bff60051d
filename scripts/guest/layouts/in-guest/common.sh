# Comes before every script here; they run in the guest as root. Each layout has two: NAME-set-up.sh in a boot without boot
# loader, NAME-change.sh in the first boot through firmware and boot loader: what is planned must not be what runs.
set -eu
export DEBIAN_FRONTEND=noninteractive
pending=/var/lib/quick-restart-try/pending
words='console=ttyS0 earlyprintk=ttyS0,115200 no_timer_check'

root_uuid() { findmnt -no UUID /; }

fstab_line() { # DEVICE PLACE TYPE OPTIONS
  echo "UUID=$(blkid -s UUID -o value "$1") $2 $3 $4 0 2" >>/etc/fstab
}

make_esp() { # DEVICE PLACE
  mkfs.vfat -F 32 -n ESP "$1" >/dev/null
  mkdir -p "$2"
}

grub_setting() {
  echo "$1" >>/etc/default/grub.d/zz-layout.cfg
}

# The newer kernel arrives, and a word for the command line.
newer_kernel() { mv "$pending"/* /boot/; }
grub_word() { grub_setting 'GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX layout=changed"'; }

add_kernel() { # RELEASE
  kernel-install add "$1" "/boot/vmlinuz-$1" "/boot/initrd.img-$1"
}
newest() { ls /boot/vmlinuz-* | sed 's,.*/vmlinuz-,,' | sort -V | tail -n 1; }
