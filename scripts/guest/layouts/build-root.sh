#!/bin/sh
# Makes the root file system that all layouts begin with, as root:   build-root.sh OUT OVERLAY SUITE NEWER-SUITE UUID OWNER [MIRROR]
# Leaves in OUT, owned by OWNER (uid:gid): root.ext4, root.btrfs, vmlinuz, initrd. No loop device, no mount.
# Two kernels are installed; the newer one's files wait outside of /boot until a layout takes them (pending-kernel).
set -eu
out=$1 overlay=$2 suite=$3 newer=$4 uuid=$5 owner=$6 mirror=${7:-}
packages=systemd,systemd-sysv,libpam-systemd,dbus,dbus-bin,polkitd,kexec-tools,linux-image-cloud-amd64,udev,kmod,nodejs,initramfs-tools,zstd,e2fsprogs,openssh-client,util-linux,bsdutils
packages=$packages,grub-pc,grub-efi-amd64-bin,efibootmgr,dosfstools,fdisk,btrfs-progs,systemd-boot,systemd-boot-efi,systemd-ukify

[ "$(id -u)" = 0 ] || { echo 'build-root.sh: must run as root' >&2; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/quick-restart-guest.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
root=$work/root

step() { printf 'step %s\n' "$*"; } # the caller shows these with the seconds of each

step "installing Debian $suite (mmdebstrap)"
cat >"$work/overlay.sh" <<S
#!/bin/sh
cp -r --no-preserve=ownership '$overlay/.' "\$1/"
echo btrfs >>"\$1/usr/share/initramfs-tools/modules.d/quick-restart-try"
S
cat >"$work/newer.sh" <<S
#!/bin/sh
set -eu
sources=\$(cat "\$1"/etc/apt/sources.list "\$1"/etc/apt/sources.list.d/*.list 2>/dev/null | grep " $suite " | sed 's/ $suite / $newer /')
echo "\$sources" >"\$1/etc/apt/sources.list.d/newer.list"
echo 'step installing the newer kernel ($newer)' >&3
root=\$1
# A mirror may lag behind: its signatures count here, its date does not.
apt() { DEBIAN_FRONTEND=noninteractive chroot "\$root" apt-get -q -y -o APT::Default-Release=$suite -o Acquire::Check-Valid-Until=no "\$@"; }
older=\$(cd "\$1/boot" && ls vmlinuz-*)
apt update
apt install --no-install-recommends linux-image-cloud-amd64/$newer
rm "\$1/etc/apt/sources.list.d/newer.list"
apt clean
pending=\$1/var/lib/quick-restart-try/pending
mkdir -p "\$pending"
for kernel in \$(cd "\$1/boot" && ls vmlinuz-*); do
  [ "\$kernel" = "\$older" ] || mv "\$1"/boot/*-"\${kernel#vmlinuz-}" "\$pending/"
done
S
cat >"$work/accounts.sh" <<'S'
#!/bin/sh
set -eu
chroot "$1" useradd --create-home --shell /bin/sh person
printf '%s\n' '[ "$(tty)" != /dev/tty1 ] || exec /usr/local/libexec/quick-restart-try/agent /dev/virtio-ports/quick-restart.person' >"$1/home/person/.profile"
chroot "$1" chown -R person: /home/person
mkdir -p "$1/var/log/journal"
chroot "$1" systemctl -q enable quick-restart-try-witness.service
# Not part of a restart, and each costs seconds on an emulated processor.
chroot "$1" systemctl -q mask serial-getty@ttyS0.service apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer
rm -f "$1"/etc/dpkg/dpkg.cfg.d/99mmdebstrap "$1"/etc/apt/apt.conf.d/99mmdebstrap
: >"$1/etc/apt/sources.list"
rm -rf "$1"/etc/resolv.conf "$1"/boot/grub "$1"/var/lib/apt/lists/*
S
chmod 755 "$work"/*.sh
mmdebstrap --quiet --variant=minbase --components=main --include="$packages" \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --essential-hook="$work/overlay.sh" --customize-hook="$work/newer.sh" --customize-hook="$work/accounts.sh" \
  "$suite" "$root" ${mirror:+"$mirror"} 3>&1 >"$work/mmdebstrap.log" 2>&1 || { cat "$work/mmdebstrap.log" >&2; exit 1; }

step 'writing its file systems (mke2fs, mkfs.btrfs)'
truncate -s 2304M "$out/root.ext4" "$out/root.btrfs"
mke2fs -q -t ext4 -U "$uuid" -L guest -d "$root" -F "$out/root.ext4" >/dev/null
mkfs.btrfs -q -U "$uuid" -L guest --rootdir "$root" "$out/root.btrfs" >/dev/null 2>"$work/mkfs.log" || { cat "$work/mkfs.log" >&2; exit 1; }
cp "$root"/boot/vmlinuz-* "$out/vmlinuz"
cp "$root"/boot/initrd.img-* "$out/initrd"
(cd "$out" && chown "$owner" root.ext4 root.btrfs vmlinuz initrd && chmod 644 root.ext4 root.btrfs vmlinuz initrd)
