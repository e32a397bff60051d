#!/bin/sh
# Makes the disk of a machine without systemd, as root:   build-root.sh OUT AGENT SUITE OWNER [MIRROR]
# Leaves in OUT, owned by OWNER (uid:gid): disk.raw (one ext4, no table), vmlinuz, initrd. AGENT is the guest's agent. No loop device, no mount.
# sysvinit starts it; busybox's init lies ready at /opt/busybox/init, with an inittab of its own at /opt/busybox/inittab.
set -eu
out=$1 agent=$2 suite=$3 owner=$4 mirror=${5:-}
packages=sysvinit-core,sysv-rc,initscripts,kexec-tools,linux-image-cloud-amd64,kmod,initramfs-tools,zstd,e2fsprogs,util-linux,busybox

[ "$(id -u)" = 0 ] || { echo 'build-root.sh: must run as root' >&2; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/quick-restart-guest.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
root=$work/root

# Before packages are installed: their initrd is made with it.
cat >"$work/initrd.sh" <<'S'
#!/bin/sh
set -eu
mkdir -p "$1/etc/initramfs-tools/conf.d" "$1/usr/share/initramfs-tools/modules.d"
printf 'MODULES=list\nCOMPRESS=zstd\nCOMPRESSLEVEL=1\nRESUME=none\n' >"$1/etc/initramfs-tools/conf.d/quick-restart-try"
printf 'virtio_blk\nvirtio_console\next4\n' >"$1/usr/share/initramfs-tools/modules.d/quick-restart-try"
S
cat >"$work/agent.sh" <<S
#!/bin/sh
set -eu
install -D -m 755 '$agent' "\$1/usr/local/libexec/quick-restart-try/agent"
S
cat >"$work/inits.sh" <<'S'
#!/bin/sh
set -eu
cat >"$1/usr/local/libexec/quick-restart-try/root-agent" <<'A'
#!/bin/sh
# No udev gives the port its name here.
for port in /sys/class/virtio-ports/*; do
  [ "$(cat "$port/name")" = quick-restart.root ] && exec /usr/local/libexec/quick-restart-try/agent "/dev/${port##*/}"
done
sleep 1
A
chmod 755 "$1/usr/local/libexec/quick-restart-try/root-agent"
echo '/dev/vda / ext4 errors=remount-ro 0 1' >"$1/etc/fstab"
echo guest >"$1/etc/hostname"
sed -i '/getty/d' "$1/etc/inittab"
echo 'ag:2345:respawn:/usr/local/libexec/quick-restart-try/root-agent' >>"$1/etc/inittab"
mkdir -p "$1/opt/busybox"
ln -s /usr/bin/busybox "$1/opt/busybox/init"
cat >"$1/opt/busybox/inittab" <<'A'
::sysinit:/opt/busybox/start
::once:/usr/lib/quick-restart/chainload confirm-later
::respawn:/usr/local/libexec/quick-restart-try/root-agent
::shutdown:/bin/mount -o remount,ro /
A
cat >"$1/opt/busybox/start" <<'A'
#!/bin/sh
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -o remount,rw /
mount -t tmpfs tmpfs /run
A
chmod 755 "$1/opt/busybox/start"
: >"$1/etc/apt/sources.list"
rm -rf "$1"/etc/resolv.conf "$1"/var/lib/apt/lists/* "$1"/etc/dpkg/dpkg.cfg.d/99mmdebstrap "$1"/etc/apt/apt.conf.d/99mmdebstrap
S
chmod 755 "$work"/*.sh
mmdebstrap --quiet --variant=minbase --components=main --include="$packages" \
  --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --essential-hook="$work/initrd.sh" --essential-hook="$work/agent.sh" --customize-hook="$work/inits.sh" \
  "$suite" "$root" ${mirror:+"$mirror"} >"$work/mmdebstrap.log" 2>&1 || { cat "$work/mmdebstrap.log" >&2; exit 1; }
truncate -s 1G "$out/disk.raw"
mke2fs -q -t ext4 -L guest -d "$root" -F "$out/disk.raw" >/dev/null
cp "$root"/boot/vmlinuz-* "$out/vmlinuz"
cp "$root"/boot/initrd.img-* "$out/initrd"
(cd "$out" && chown "$owner" disk.raw vmlinuz initrd && chmod 644 disk.raw vmlinuz initrd)
