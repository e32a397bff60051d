# shellcheck shell=sh disable=SC2154,SC2034 # variables are of, and for, the other parts
# Decides what would happen now, changing nothing. src/core/chainload/ decides the same; a contract test holds both to the same cases.

# A panic ends in the provider's kernel, and so in the next try: a kernel that stands still helps nobody who is far away.
PANIC_WORD=panic=30

# Sets why and slot (a, b or none); with a slot kernel, initrds and command_line; a_skipped and b_skipped, why a slot is not taken.
# Words of why are a closed list: would-chain, marker, switched-off, crash-kernel, no-command-line, bad-config, disabled, stayed, no-kexec,
# tries-used-up, no-kernel, load-failed; and, of a run, chained, state-failed, jump-failed.
decide() {
  slot=none why='' a_skipped='' b_skipped=''
  read_config
  look_at_running_line
  read_tries
  if [ -e "$root/proc/vmcore" ]; then why=crash-kernel
  elif [ -z "$running_line" ]; then why=no-command-line
  elif [ -n "$chained_slot" ]; then why=marker
  elif [ "$switched_off" = yes ]; then why=switched-off
  elif [ -n "$bad_line" ]; then why=bad-config
  elif [ "$enabled" = no ]; then why=disabled
  elif is_of_this_boot && [ "$last_why" = stayed ]; then why=stayed
  elif ! can_kexec; then why=no-kexec
  else choose_slot ''
  fi
}

look_at_running_line() { # sets running_line, chained_slot and switched_off: words anywhere on the line, whatever else is behind them
  running_line='' chained_slot='' switched_off=no
  { IFS= read -r running_line <"$root/proc/cmdline"; } 2>/dev/null
  set -f
  for word in $running_line; do
    case $word in
      quick_restart.chained=[ab]) chained_slot=${word#*=} ;;
      quick_restart.chain=no) switched_off=yes ;;
    esac
  done
  set +f
}

can_kexec() { # sets kexec_tool
  kexec_tool=
  for one in "$root/usr/sbin/kexec" "$root/sbin/kexec" "$root/usr/bin/kexec"; do
    if [ -f "$one" ] && [ -x "$one" ]; then kexec_tool=$one && break; fi
  done
  disabled=
  { read -r disabled <"$root/proc/sys/kernel/kexec_load_disabled"; } 2>/dev/null
  [ -n "$kexec_tool" ] && [ -e "$root/sys/kernel/kexec_loaded" ] && [ "$disabled" != 1 ]
}

choose_slot() { # choose_slot FAILED: FAILED are slots that could not be loaded. Sets why, slot and what belongs to it
  slot=none
  case $active in a) order='a b' ;; *) order='b a' ;; esac
  for one in $order; do
    take_slot "$one"
    skip_reason "$one" "$1"
    eval "${one}_skipped=\$skipped"
    if [ -z "$skipped" ]; then
      slot=$one why=would-chain
      make_command_line
      return 0
    fi
  done
  case " $a_skipped $b_skipped " in
    *' load-failed '*) why=load-failed ;;
    *' tries-used-up '*) why=tries-used-up ;;
    *) why=no-kernel ;;
  esac
}

take_slot() { # sets kernel, initrds, append, reuse, used
  eval "kernel=\$${1}_kernel initrds=\$${1}_initrds append=\$${1}_append reuse=\$${1}_reuse used=\$${1}_tries"
}

skip_reason() { # skip_reason SLOT FAILED: sets skipped, empty where the slot can be taken
  skipped=
  if [ -z "$kernel" ]; then skipped=not-configured
  elif [ "$used" -ge "$tries" ]; then skipped=tries-used-up
  elif ! all_files_are_there; then skipped=no-kernel
  else
    case " $2 " in *" $1 "*) skipped=load-failed ;; esac
  fi
}

all_files_are_there() {
  is_file "$root$kernel" || return 1
  IFS=$newline
  set -f
  for one_initrd in $initrds; do
    is_file "$root$one_initrd" || break
    one_initrd=
  done
  set +f
  unset IFS
  [ -z "${one_initrd-}" ]
}

is_file() { # a regular file behind its links, with something in it
  [ -f "$1" ] && [ -r "$1" ] && [ -s "$1" ]
}

make_command_line() { # the words of the running line where it is reused, then the slot's, then ours: in front of `--`, behind which all is init's
  command_line='' behind='' added=$PANIC_WORD
  set -f
  [ "$reuse" = no ] || for word in $running_line; do
    case $word in quick_restart.chained=* | quick_restart.chain=* | BOOT_IMAGE=* | initrd=*) ;; *) add_word "$word" ;; esac
  done
  for word in $append; do add_word "$word"; done
  set +f
  command_line="${command_line:+$command_line }${added:+$added }quick_restart.chained=$slot${behind:+ $behind}"
}

add_word() {
  if [ -n "$behind" ] || [ "$1" = -- ]; then
    behind="${behind:+$behind }$1"
    return 0
  fi
  case $1 in panic=*) added= ;; esac
  command_line="${command_line:+$command_line }$1"
}

print_decision() {
  printf 'slot=%s\nwhy=%s\n' "$slot" "$why"
  [ -z "$bad_line" ] || printf 'bad-line=%s\n' "$bad_line"
  [ -n "$bad_line" ] || printf 'delay=%s\n' "$delay"
  [ -z "$a_skipped" ] || printf 'a.skipped=%s\n' "$a_skipped"
  [ -z "$b_skipped" ] || printf 'b.skipped=%s\n' "$b_skipped"
  [ "$slot" != none ] || return 0
  printf 'kernel=%s\n' "$kernel"
  printf '%s' "$initrds" | while IFS= read -r line; do printf 'initrd=%s\n' "$line"; done
  printf 'command-line=%s\n' "$command_line"
}
