#!/bin/sh
# Makes the disk of a Debian machine with two kernels, as root:
#   build-root.sh OUT OVERLAY OWN TITLE PACKAGES EXCLUDED MIB UUID SUITE NEWER-SUITE OWNER [MIRROR]
# OWN is the folder of what only this machine has: overlay (laid over OVERLAY) and set-up.sh, which is run with the new root file system.
# PACKAGES come on top of those below; EXCLUDED paths of packages are not unpacked; both with commas between. The disk has MIB.
# Leaves in OUT, owned by OWNER (uid:gid): disk.raw (one partition), vmlinuz, initrd (of the older kernel). No loop device, no mount.
# Both kernels and all packages are installed here, by this machine's processor: a desktop's four hundred take an emulated one most of an hour.
set -eu
out=$1 overlay=$2 own=$3 title=$4 packages=$5 excluded=$6 mib=$7 uuid=$8 suite=$9
shift 9
newer=$1 owner=$2 mirror=${3:-}
packages=dbus,dbus-bin,polkitd,kexec-tools,linux-image-cloud-amd64,udev,kmod,procps,nodejs,initramfs-tools,zstd,grub-pc,e2fsprogs,util-linux,bsdutils,$packages
excluded="/usr/share/man/*,/usr/share/doc/*,/usr/share/locale/*${excluded:+,$excluded}"

[ "$(id -u)" = 0 ] || { echo 'build-root.sh: must run as root' >&2; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/quick-restart-guest.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
root=$work/tree

step() { printf 'step %s\n' "$*"; } # the caller shows these with the seconds of each

step "installing Debian $suite with $title (mmdebstrap)"
cat >"$work/overlay.sh" <<S
#!/bin/sh
for overlay in '$overlay' '$own/overlay'; do cp -r --no-preserve=ownership "\$overlay/." "\$1/"; done
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
cp "\$1/boot/\$older" '$out/vmlinuz'
cp "\$1/boot/initrd.img-\${older#vmlinuz-}" '$out/initrd'
apt update
apt install --no-install-recommends linux-image-cloud-amd64/$newer
apt clean
rm "\$1/etc/apt/sources.list.d/newer.list"
S
cat >"$work/accounts.sh" <<S
#!/bin/sh
set -eu
sh '$own/set-up.sh' "\$1"
chroot "\$1" useradd --create-home --shell /bin/sh person
rm -f "\$1"/etc/dpkg/dpkg.cfg.d/99mmdebstrap "\$1"/etc/apt/apt.conf.d/99mmdebstrap
: >"\$1/etc/apt/sources.list"
rm -rf "\$1/etc/resolv.conf" "\$1"/var/lib/apt/lists/*
S
chmod 755 "$work"/*.sh
set -- --aptopt='Acquire::Languages "none"'
set -f # the paths' stars are dpkg's
for path in $(echo "$excluded" | tr , ' '); do set -- "$@" --dpkgopt="path-exclude=$path"; done
set +f
# A mirror's testing may be behind.
mmdebstrap --quiet --variant=minbase --components=main --include="$packages" --aptopt='Acquire::Check-Valid-Until "false"' "$@" \
  --essential-hook="$work/overlay.sh" --customize-hook="$work/newer.sh" --customize-hook="$work/accounts.sh" \
  "$suite" "$root" ${mirror:+"$mirror"} 3>&1 >"$work/mmdebstrap.log" 2>&1 || { cat "$work/mmdebstrap.log" >&2; exit 1; }

step 'writing its disk (mke2fs)'
truncate -s "${mib}M" "$out/disk.raw"
printf 'label: dos\nstart=2048, type=83, bootable\n' | sfdisk -q "$out/disk.raw"
mke2fs -q -t ext4 -U "$uuid" -L guest -d "$root" -E offset=1048576 -F "$out/disk.raw" "$((mib - 1))M" >/dev/null
chown "$owner" "$out/disk.raw" "$out/vmlinuz" "$out/initrd"
chmod 644 "$out/vmlinuz" "$out/initrd"
