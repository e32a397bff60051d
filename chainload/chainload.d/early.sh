# shellcheck shell=sh disable=SC2154 # variables are of the other parts
# Before the real init runs. chainload-init is process 1 and waits for this.

early() { # early FIRST-ARGUMENT: what init was started with
  mount_kernel_folders
  if ! is_running_already "$1"; then
    read_config
    look_at_running_line
    if [ -z "$chained_slot" ] && [ "$enabled" = yes ] && [ -z "$bad_line" ]; then
      mount_what_is_needed
      make_root_writable
    fi
    chain
  fi
  undo_mounts
}

# sysvinit and others start themselves anew in the midst of their work (telinit u): no moment for another kernel.
is_running_already() {
  case $1 in --init | --deserialize*) return 0 ;; esac
  for one in /run/initctl /dev/initctl /run/utmp; do
    [ ! -e "$root$one" ] || return 0
  done
  is_of_this_boot
}
