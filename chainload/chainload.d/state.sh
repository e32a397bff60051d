# shellcheck shell=sh disable=SC2154,SC2034 # variables are of, and for, the other parts
# What is kept over restarts: `tries` counts each slot's starts since its last confirmed one, `last` says what came of the last decision.
# Each file is written beside itself, flushed and renamed: a power cut leaves the one before or the one after.

state=$root/var/lib/quick-restart/chainload

read_tries() { # sets a_tries and b_tries; a line that is no count counts as none: the next start writes the file anew
  a_tries=0 b_tries=0
  [ -r "$state/tries" ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    count=${line#?=}
    is_number "$count" || count=0
    case $line in
      a=*) a_tries=$count ;;
      b=*) b_tries=$count ;;
    esac
  done <"$state/tries"
}

set_tries() { # set_tries SLOT COUNT
  read_tries
  case $1 in
    a) a_tries=$2 ;;
    b) b_tries=$2 ;;
  esac
  write_state tries "a=$a_tries${newline}b=$b_tries"
}

boot_id() { # sets this_boot; empty where the kernel does not tell
  this_boot=
  { read -r this_boot <"$root/proc/sys/kernel/random/boot_id"; } 2>/dev/null
}

note_last() { # note_last WHY SLOT KERNEL
  boot_id
  write_state last "boot=$this_boot${newline}slot=$2${newline}why=$1${newline}kernel=$3${newline}at=$(date +%s)"
}

read_last() { # sets last_boot, last_slot, last_why, last_kernel; empty where nothing is known
  last_boot='' last_slot='' last_why='' last_kernel=''
  [ -r "$state/last" ] || return 0
  while IFS= read -r line; do
    case $line in
      boot=*) last_boot=${line#*=} ;;
      slot=*) last_slot=${line#*=} ;;
      why=*) last_why=${line#*=} ;;
      kernel=*) last_kernel=${line#*=} ;;
    esac
  done <"$state/last"
}

is_of_this_boot() { # whether `last` is
  boot_id
  read_last
  [ -n "$this_boot" ] && [ "$last_boot" = "$this_boot" ]
}

write_state() { # write_state NAME TEXT
  [ -d "${state%/*}" ] || (umask 022 && mkdir -p "${state%/*}") 2>/dev/null
  [ -d "$state" ] || mkdir "$state" 2>/dev/null
  if { printf '%s\n' "$2" >"$state/$1.new"; } 2>/dev/null && flush "$state/$1.new" && mv -f "$state/$1.new" "$state/$1" 2>/dev/null && flush "$state"; then
    return 0
  fi
  rm -f "$state/$1.new" 2>/dev/null
  return 1
}

flush() { # one file or folder; everything, where this sync(1) takes no name
  sync "$1" 2>/dev/null || sync
}
