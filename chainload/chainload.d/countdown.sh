# shellcheck shell=sh disable=SC2154 # variables are of the other parts
# Waits on every console for a key. Consoles are read by turns, each for its part of a second, so nothing is left behind that reads on.

# Succeeds where nobody pressed a key within $delay seconds. Nobody can where no console can be read: then nobody is waited for.
countdown() { # countdown WHAT
  terminals=
  if [ "$delay" -eq 0 ]; then
    show "Starting own kernel $1."
    return 0
  fi
  trap 'restore_terminals; exit 0' HUP INT TERM
  take_terminals
  result=0
  left=$delay
  while [ -n "$terminals" ] && [ "$left" -gt 0 ]; do
    case $left in
      "$delay" | *[05] | [123]) show "Starting own kernel $1 in $left s, press Ctrl+C or any key to stay." ;;
    esac
    if key_within_a_second; then
      result=1
      break
    fi
    left=$((left - 1))
  done
  restore_terminals
  trap - HUP INT TERM
  [ -n "$terminals" ] || show "Starting own kernel $1."
  return "$result"
}

# Every command on a terminal is a child with a time limit: opening one here could make it this process's own.
on_terminal() { # on_terminal SECONDS DEVICE COMMAND ARGS: with the terminal as input
  seconds=$1 device=$2
  shift 2
  # shellcheck disable=SC2016 # the inner shell's
  bounded "$seconds" sh -c 'terminal=$1; shift; exec "$@" <"$terminal"' sh "$device" "$@" 2>/dev/null
}

take_terminals() { # sets terminals, lines of: device, a blank, the settings that it had
  terminals=$(consoles | while IFS= read -r device; do
    had=$(on_terminal 3 "$device" stty -g)
    [ -n "$had" ] || continue
    # Keys come singly and unseen, Ctrl+C as a byte like any other. What was typed before the question is no answer.
    on_terminal 3 "$device" stty -icanon -echo -isig min 0 time 0 || continue
    on_terminal 3 "$device" dd bs=4096 count=1 of=/dev/null
    printf '%s %s\n' "$device" "$had"
  done)
  count=0
  for_each_terminal count_one
  [ "$count" -gt 0 ] || return 0
  holders=
  for_each_terminal hold_one
  part=$((10 / count))
  [ "$part" -gt 0 ] || part=1
  for_each_terminal set_part
}

for_each_terminal() { # for_each_terminal FUNCTION: with device and had; ends where it fails
  IFS=$newline
  set -f
  for terminal in $terminals; do
    device=${terminal%% *} had=${terminal#* }
    "$1" || break
  done
  set +f
  unset IFS
}

count_one() { count=$((count + 1)); }

# A serial line that nobody has open loses what comes in. Under systemd nobody has, and between two looks we have not either.
hold_one() {
  # shellcheck disable=SC2016 # the inner shell's
  bounded_alone "$((delay + 30))" sh -c 'exec sleep "$2" <"$1"' sh "$device" "$((delay + 30))"
  holders="$holders $!"
}
set_part() { on_terminal 3 "$device" stty min 0 time "$part" || :; }
restore_one() { on_terminal 3 "$device" stty "$had" || :; }
restore_terminals() {
  for_each_terminal restore_one
  for holder in ${holders-}; do kill "$holder" 2>/dev/null; done
  holders=
}

listen() { # fails, and so ends the round, where a key came
  bytes=$(on_terminal 3 "$device" dd bs=64 count=1 | wc -c)
  [ "${bytes:-0}" -eq 0 ] && return 0
  pressed=yes
  return 1
}

key_within_a_second() {
  pressed=no
  uptime_hundredths
  began=$hundredths
  for_each_terminal listen
  [ "$pressed" = no ] || return 0
  uptime_hundredths
  # A terminal that was hung up answers at once.
  [ $((hundredths - began)) -ge 50 ] || "${stand_in}sleep" 1
  return 1
}

uptime_hundredths() {
  up=0.00
  { read -r up _ <"$root/proc/uptime"; } 2>/dev/null
  hundredths=$((${up%.*} * 100 + 1${up#*.} - 100))
}
