# shellcheck shell=sh disable=SC2154,SC2034 # variables are of, and for, the other parts
# What has to be mounted for a look at the files before init has run, and what has to be read-only before the jump: nobody stops services
# and unmounts for us. What was mounted or changed here is undone where the machine boots on.

mounted='' writable_root=no made_read_only=''

is_mounted() { # is_mounted DIRECTORY
  while read -r _ seen _; do
    [ "$seen" != "$1" ] || return 0
  done <"$root/proc/mounts"
  return 1
}

mount_kernel_folders() {
  [ -e "$root/proc/self" ] || { "${stand_in}mount" -t proc proc "$root/proc" && mounted="/proc$newline$mounted"; }
  [ -e "$root/sys/kernel" ] || { "${stand_in}mount" -t sysfs sysfs "$root/sys" && mounted="/sys$newline$mounted"; }
  [ -e "$root/dev/null" ] || { "${stand_in}mount" -t devtmpfs devtmpfs "$root/dev" && mounted="/dev$newline$mounted"; }
}

mount_what_is_needed() { # the file systems of /etc/fstab that the kernels, their initrds and our state are on
  [ -r "$root/etc/fstab" ] || return 0
  needed="$a_kernel$newline$a_initrds$b_kernel$newline$b_initrds/var/lib/quick-restart/chainload"
  while read -r source directory type _; do
    case $source:$directory in '#'* | *:/ | *:[!/]*) continue ;; esac
    case $type in swap | nfs* | cifs) continue ;; esac # the network is not there yet
    case "$newline$needed" in *"$newline${directory%/}/"*) ;; *) continue ;; esac
    is_mounted "$directory" && continue
    if bounded 60 "${stand_in}mount" "$directory" >/dev/null 2>&1 </dev/null; then mounted="$directory$newline$mounted"; fi
  done <"$root/etc/fstab"
}

make_root_writable() { # the kernel mounts it read-only, and the state must be written
  while read -r _ seen _ options _; do
    [ "$seen" != / ] || root_options=$options
  done <"$root/proc/mounts"
  case ,${root_options-}, in
    *,ro,*) bounded 60 "${stand_in}mount" -o remount,rw / >/dev/null 2>&1 </dev/null && writable_root=yes ;;
  esac
}

unmount_ours() {
  IFS=$newline
  set -f
  for directory in $mounted; do
    "${stand_in}umount" "$root$directory" 2>/dev/null || "${stand_in}umount" -l "$root$directory"
  done
  set +f
  unset IFS
  mounted=
}

undo_mounts() { # /proc last: what is mounted is read there
  [ "$writable_root" = no ] || bounded 60 "${stand_in}mount" -o remount,ro / >/dev/null 2>&1 </dev/null
  writable_root=no
  unmount_ours
}

written_file_systems() { # prints those of disks that can be written to, the last mounted first
  found=
  while read -r source directory type options _; do
    case $source:$type in /* | *:btrfs | *:zfs | *:bcachefs | *:f2fs | *:ubifs | *:virtiofs | *:9p) ;; *) continue ;; esac
    case ,$options, in *,rw,*) found="$directory$newline$found" ;; esac
  done <"$root/proc/mounts"
  printf '%s' "$found"
}

# First each one by itself, which is refused where a file is open for writing; then the kernel is asked to do it to all, whoever has what open
# (sysrq u): this boot ends here, and a file system that is closed properly is worth more than what a daemon would still write.
make_disks_read_only() {
  made_read_only=$(written_file_systems)
  sync
  IFS=$newline
  set -f
  for directory in $made_read_only; do bounded 30 "${stand_in}mount" -o remount,ro "$directory" >/dev/null 2>&1 </dev/null; done
  set +f
  unset IFS
  [ -n "$(written_file_systems)" ] || return 0
  { echo u >"$root/proc/sysrq-trigger"; } 2>/dev/null
  waited=0
  while [ -n "$(written_file_systems)" ] && [ "$waited" -lt 10 ]; do
    "${stand_in}sleep" 1
    waited=$((waited + 1))
  done
  sync
}

make_disks_writable_again() {
  IFS=$newline
  set -f
  for directory in $made_read_only; do bounded 30 "${stand_in}mount" -o remount,rw "$directory" >/dev/null 2>&1 </dev/null; done
  set +f
  unset IFS
}
