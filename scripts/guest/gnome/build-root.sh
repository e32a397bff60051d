#!/bin/sh
# Makes the disk of a machine with GNOME, as root:   build-root.sh OUT OVERLAYS SUITE NEWER-SUITE UUID OWNER [MIRROR]
# OVERLAYS: folders that are laid over it, with blanks between; none in their names.
# Leaves in OUT, owned by OWNER (uid:gid): disk.raw (one partition), vmlinuz, initrd (of the older kernel). No loop device, no mount.
# Both kernels and all of GNOME are installed here, by this machine's processor: four hundred packages take an emulated one most of an hour.
set -eu
out=$1 overlays=$2 suite=$3 newer=$4 uuid=$5 owner=$6 mirror=${7:-}
packages=systemd,systemd-sysv,libpam-systemd,dbus,dbus-bin,dbus-user-session,polkitd,kexec-tools,linux-image-cloud-amd64,udev,kmod,kbd,nodejs,initramfs-tools,zstd,grub-pc,e2fsprogs,util-linux,bsdutils,procps
# The session, what draws without a graphics card, and what it looks like.
packages=$packages,gnome-session,gnome-shell,xwayland,libgl1-mesa-dri,libegl-mesa0,libglx-mesa0,adwaita-icon-theme,fonts-cantarell,fonts-dejavu-core,gsettings-desktop-schemas,dconf-service,dconf-gsettings-backend,libglib2.0-bin
# What our own packages depend on.
packages=$packages,libgtk-3-0t64,libnss3,libasound2t64,libgbm1,libnotify4,libxss1,libxtst6,libatspi2.0-0t64,libuuid1,libsecret-1-0,xdg-utils

[ "$(id -u)" = 0 ] || { echo 'build-root.sh: must run as root' >&2; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/quick-restart-guest.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
root=$work/root

step() { printf 'step %s\n' "$*"; } # the caller shows these with the seconds of each

step "installing Debian $suite with GNOME (mmdebstrap)"
cat >"$work/overlay.sh" <<S
#!/bin/sh
for overlay in $overlays; do cp -r --no-preserve=ownership "\$overlay/." "\$1/"; done
# Modules in older kernels, built in in newer ones.
printf 'virtio_pci\\next4\\n' >>"\$1/usr/share/initramfs-tools/modules.d/quick-restart-try"
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
cp "\$1/boot/\$older" "$out/vmlinuz"
cp "\$1/boot/initrd.img-\${older#vmlinuz-}" "$out/initrd"
apt update
apt install --no-install-recommends linux-image-cloud-amd64/$newer
apt clean
rm "\$1/etc/apt/sources.list.d/newer.list"
S
cat >"$work/accounts.sh" <<'S'
#!/bin/sh
set -eu
chroot "$1" useradd --create-home --shell /bin/sh person
printf '%s\n' '[ "$(tty)" != /dev/tty1 ] || exec /usr/local/libexec/quick-restart-try/agent /dev/virtio-ports/quick-restart.person' >"$1/home/person/.profile"
chroot "$1" chown -R person: /home/person
mkdir -p "$1/var/lib/quick-restart-try" "$1/var/log/journal"
chroot "$1" systemctl -q enable quick-restart-try-witness.service
# Not part of a restart, and each costs seconds on an emulated processor.
chroot "$1" systemctl -q mask serial-getty@ttyS0.service apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer
rm -f "$1"/etc/dpkg/dpkg.cfg.d/99mmdebstrap "$1"/etc/apt/apt.conf.d/99mmdebstrap
: >"$1/etc/apt/sources.list"
rm -rf "$1/etc/resolv.conf" "$1"/var/lib/apt/lists/*
S
chmod 755 "$work"/*.sh
# A mirror's testing may be behind.
mmdebstrap --quiet --variant=minbase --components=main --include="$packages" --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Languages "none"' \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --dpkgopt='path-exclude=/usr/share/help/*' --dpkgopt='path-exclude=/usr/share/backgrounds/*' \
  --essential-hook="$work/overlay.sh" --customize-hook="$work/newer.sh" --customize-hook="$work/accounts.sh" \
  "$suite" "$root" ${mirror:+"$mirror"} 3>&1 >"$work/mmdebstrap.log" 2>&1 || { cat "$work/mmdebstrap.log" >&2; exit 1; }

step 'writing its disk (mke2fs)'
truncate -s 4096M "$out/disk.raw"
printf 'label: dos\nstart=2048, type=83, bootable\n' | sfdisk -q "$out/disk.raw"
mke2fs -q -t ext4 -U "$uuid" -L guest -d "$root" -E offset=1048576 -F "$out/disk.raw" 4095M >/dev/null
chown "$owner" "$out/disk.raw" "$out/vmlinuz" "$out/initrd"
chmod 644 "$out/vmlinuz" "$out/initrd"
