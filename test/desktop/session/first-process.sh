#!/bin/sh
# first-process.sh ROOT ARCHIVE COMPUTER OUT PACKAGE...: the first process of a desktop of its own. Unpacks ARCHIVE and each PACKAGE in
# memory, lays the files of COMPUTER over them, shows OUT as /out, and starts the system.
# Runs in mount and process namespaces of its own: every mount and every process vanishes when its standard input ends.
set -eu
root=$1 archive=$2 computer=$3 out=$4
shift 4
# The outer /proc says by which number the outside knows this process, before the inner one covers it.
read -r pid rest </proc/self/stat
# A mount's source is any word: quick-restartd reads this one as the disk that the system starts from.
mount -t tmpfs -o mode=755 /dev/vda2 "$root"
tar -xf "$archive" -C "$root" --exclude='./dev/*'
for package; do dpkg-deb --extract "$package" "$root"; done
cp -r --no-preserve=ownership "$computer/." "$root/"

cd "$root"
mkdir -p dev/pts dev/shm proc run/dbus run/test out outside
mount -t proc proc proc
for node in null zero full random urandom tty; do
  touch "dev/$node"
  mount --bind "/dev/$node" "dev/$node"
done
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
mount -t tmpfs -o mode=1777 tmpfs dev/shm
# GNOME Shell and polkit ask which service they belong to, which is none of systemd's; without this they get no answer.
mkdir -p sys/fs/cgroup
mount --rbind -o ro /sys/fs/cgroup sys/fs/cgroup
# Where the kernel under all this has the switch against loading kernels, its setting is none of our business.
if [ -e proc/sys/kernel/kexec_load_disabled ]; then
  echo 0 >run/test/kexec_load_disabled
  mount --bind run/test/kexec_load_disabled proc/sys/kernel/kexec_load_disabled
fi
# How the machine that runs the tests was started, neither.
mount --bind run/test/cmdline proc/cmdline
mount --bind "$out" out

# Not chroot: the kernel gives no user namespace to a process in a chroot, and Chromium's sandbox needs one.
pivot_root . outside
cd /
umount -l /outside
/bin/sh /run/test/system.sh "$pid" </dev/null
cat >/dev/null
