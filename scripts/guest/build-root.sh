#!/bin/sh
# Makes the guest's root file system, as root:   build-root.sh OUT OVERLAY SUITE NEWER-SUITE UUID OWNER [MIRROR]
# Leaves in OUT, owned by OWNER (uid:gid): disk.raw (one partition), vmlinuz, initrd, versions. No loop device, no mount.
# Without MIRROR, mmdebstrap takes the one that it knows for SUITE.
set -eu
out=$1 overlay=$2 suite=$3 newer=$4 uuid=$5 owner=$6 mirror=${7:-}
packages=systemd,systemd-sysv,libpam-systemd,dbus,dbus-bin,polkitd,kexec-tools,linux-image-cloud-amd64,udev,kmod,nodejs,initramfs-tools,zstd,grub-pc,e2fsprogs,openssh-server,openssh-client,util-linux,bsdutils

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
# Modules in older kernels, built in in newer ones.
printf 'virtio_pci\\next4\\n' >>"\$1/usr/share/initramfs-tools/modules.d/quick-restart-try"
S
# The newer kernel stays a package: the guest installs it itself, without network, with its hooks.
cat >"$work/newer.sh" <<S
#!/bin/sh
set -eu
sources=\$(cat "\$1"/etc/apt/sources.list "\$1"/etc/apt/sources.list.d/*.list 2>/dev/null | grep " $suite " | sed 's/ $suite / $newer /')
echo "\$sources" >"\$1/etc/apt/sources.list.d/newer.list"
echo 'step downloading the newer kernel package ($newer)' >&3
root=\$1
# A mirror may lag behind: its signatures count here, its date does not.
apt() { DEBIAN_FRONTEND=noninteractive chroot "\$root" apt-get -q -y -o APT::Default-Release=$suite -o Acquire::Check-Valid-Until=no "\$@"; }
apt clean
apt update
apt install --download-only --no-install-recommends linux-image-cloud-amd64/$newer
mkdir -p "\$1/var/cache/quick-restart-try"
mv "\$1"/var/cache/apt/archives/*.deb "\$1/var/cache/quick-restart-try/"
rm "\$1/etc/apt/sources.list.d/newer.list"
S
cat >"$work/accounts.sh" <<'S'
#!/bin/sh
set -eu
chroot "$1" useradd --create-home --shell /bin/sh person
mkdir -p -m 700 "$1/root/.ssh" "$1/home/person/.ssh"
chroot "$1" sh -c "ssh-keygen -q -t ed25519 -N '' -f ~root/.ssh/id_ed25519"
cp "$1/root/.ssh/id_ed25519.pub" "$1/home/person/.ssh/authorized_keys"
sed 's/^/localhost /' "$1"/etc/ssh/ssh_host_ed25519_key.pub >"$1/root/.ssh/known_hosts"
printf '%s\n' '[ "$(tty)" != /dev/tty1 ] || exec /usr/local/libexec/quick-restart-try/agent /dev/virtio-ports/quick-restart.person' >"$1/home/person/.profile"
chroot "$1" chown -R person: /home/person
mkdir -p "$1/var/lib/quick-restart-try" "$1/var/log/journal"
chroot "$1" systemctl -q enable quick-restart-try-witness.service ssh.socket
chroot "$1" systemctl -q disable ssh.service
# Not part of a restart, and each costs seconds on an emulated processor.
chroot "$1" systemctl -q mask serial-getty@ttyS0.service apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer
rm -f "$1"/etc/dpkg/dpkg.cfg.d/99mmdebstrap "$1"/etc/apt/apt.conf.d/99mmdebstrap
: >"$1/etc/apt/sources.list"
rm -f "$1/etc/resolv.conf"
S
chmod 755 "$work"/*.sh
# A mirror's testing may be behind.
mmdebstrap --quiet --variant=minbase --components=main --include="$packages" --aptopt='Acquire::Check-Valid-Until "false"' \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --essential-hook="$work/overlay.sh" --customize-hook="$work/newer.sh" --customize-hook="$work/accounts.sh" \
  "$suite" "$root" ${mirror:+"$mirror"} 3>&1 >"$work/mmdebstrap.log" 2>&1 || { cat "$work/mmdebstrap.log" >&2; exit 1; }

step 'writing its disk (mke2fs)'
truncate -s 2304M "$out/disk.raw"
printf 'label: dos\nstart=2048, type=83, bootable\n' | sfdisk -q "$out/disk.raw"
mke2fs -q -t ext4 -U "$uuid" -L guest -d "$root" -E offset=1048576 -F "$out/disk.raw" 2303M >/dev/null
cp "$root"/boot/vmlinuz-* "$out/vmlinuz"
cp "$root"/boot/initrd.img-* "$out/initrd"
{ (cd "$root/boot" && ls vmlinuz-*); (cd "$root/var/cache/quick-restart-try" && ls); } >"$out/versions"
chown "$owner" "$out/disk.raw" "$out/vmlinuz" "$out/initrd" "$out/versions"
chmod 644 "$out/vmlinuz" "$out/initrd"
