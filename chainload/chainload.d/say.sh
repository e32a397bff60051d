# shellcheck shell=sh disable=SC2154 # variables are of the other parts
# Words for people: one line on the consoles and in the log. What cannot be written keeps nothing from going on.

# Runs a program for SECONDS at most: a serial line that nobody reads, or a disk that does not answer, holds up no boot.
bounded() { # bounded SECONDS PROGRAM ARGS
  if command -v timeout >/dev/null 2>&1; then timeout "$@"; else shift && "$@"; fi
}

bounded_alone() { # the same beside this program; $! is its process, whose end is the program's
  if command -v timeout >/dev/null 2>&1; then timeout "$@" >/dev/null 2>&1 & else shift && "$@" >/dev/null 2>&1 & fi
}

# Prints the devices of all consoles; those that the kernel lists, else /dev/console. ttynull takes everything and shows nothing.
consoles() {
  names=
  { read -r names <"$root/sys/class/tty/console/active"; } 2>/dev/null
  shown=
  set -f
  for name in $names; do
    case $name in ttynull*) continue ;; esac
    [ -e "$root/dev/$name" ] || continue
    printf '%s\n' "$root/dev/$name"
    shown=yes
  done
  set +f
  if [ -z "$shown" ] && [ -z "$names" ] && [ -e "$root/dev/console" ]; then printf '%s\n' "$root/dev/console"; fi
}

show() { # show TEXT: a line on every console, and nowhere else
  consoles | while IFS= read -r device; do
    # shellcheck disable=SC2016 # the inner shell's
    bounded 3 sh -c 'printf "%s\r\n" "$2" >>"$1"' sh "$device" "$1" </dev/null 2>/dev/null
  done
  return 0
}

# The kernel's log is what every init system's log takes over, however early. The kernel shows its lines on the consoles itself, unless
# it was told to be quiet.
tell() { # tell LEVEL TEXT: LEVEL as in syslog(3), 4 a warning, 6 a notice
  shown_below=4
  { read -r shown_below _ <"$root/proc/sys/kernel/printk"; } 2>/dev/null
  is_number "$shown_below" || shown_below=4
  if [ -e "$root/dev/kmsg" ] && { printf '<%s>quick-restart: %s\n' "$1" "$2" >>"$root/dev/kmsg"; } 2>/dev/null && [ "$1" -lt "$shown_below" ]; then return 0; fi
  show "Quick Restart: $2"
}

reason() { # reason WHY: what is told of it, a sentence and what to do
  case $1 in
    bad-config) echo "line $bad_line of /etc/quick-restart/chainload.conf is not understood, so nothing is chained; correct it, then see quick-restart chainload test." ;;
    no-kexec) echo 'no own kernel can be started here (kexec is not installed, or this kernel has it switched off); the machine boots on.' ;;
    no-kernel) echo "the own kernel or its initrd is not there, so nothing is chained; see quick-restart chainload status." ;;
    tries-used-up) echo "the own kernel was started $tries times and never confirmed, so it is left alone; see quick-restart chainload status." ;;
    load-failed) echo "the own kernel could not be loaded ($failure); the machine boots on." ;;
    state-failed) echo "/var/lib/quick-restart/chainload cannot be written, so tries cannot be counted and nothing is chained; the machine boots on." ;;
    jump-failed) echo 'the jump into the own kernel did not happen; the machine boots on.' ;;
    switched-off) echo 'nothing is chained in this boot, as its command line says (quick_restart.chain=no).' ;;
    stayed) echo 'a key was pressed: the own kernel is not started in this boot.' ;;
  esac
}
