# shellcheck shell=sh disable=SC2034,SC2154 # variables are of, and for, the other parts
# Reads /etc/quick-restart/chainload.conf: lines key=value. src/core/chainload/ reads the same; a contract test holds both to the same files.

conf=$root/etc/quick-restart/chainload.conf
carriage_return=$(printf '\r')

# Sets configured=yes|no, bad_line (its number; empty where all are good), enabled, delay, tries, active, real_init, and for each slot X
# X_kernel, X_initrds (each followed by a line end), X_append, X_reuse. The last one of several lines with one key counts.
read_config() {
  configured=no bad_line='' enabled=no delay=10 tries=3 active=a real_init=/sbin/init
  a_kernel='' a_initrds='' a_append='' a_reuse=no
  b_kernel='' b_initrds='' b_append='' b_reuse=no
  [ -e "$conf" ] || return 0
  configured=yes
  if ! [ -f "$conf" ] || ! [ -r "$conf" ]; then
    bad_line=0
    return 0
  fi
  number=0
  while IFS= read -r line || [ -n "$line" ]; do
    number=$((number + 1))
    take_line "$line" && continue
    bad_line=$number
    return 0
  done <"$conf"
}

take_line() {
  case $1 in *"$carriage_return"*) return 1 ;; esac
  trim "$1"
  case $trimmed in
    '' | '#'*) return 0 ;;
    *=*) ;;
    *) return 1 ;;
  esac
  value=${trimmed#*=}
  trim "${trimmed%%=*}"
  key=$trimmed
  trim "$value"
  take "$key" "$trimmed"
}

trim() { # trim TEXT: sets trimmed, without outer blanks and tabs
  trimmed=${1#"${1%%[! 	]*}"}
  trimmed=${trimmed%"${trimmed##*[! 	]}"}
}

take() { # take KEY VALUE: fails where there is no such key, or the value is not one of its
  case $1 in
    enabled) is_yes_or_no "$2" && enabled=$2 ;;
    delay) is_number "$2" && [ "$2" -le 300 ] && delay=$2 ;;
    tries) is_number "$2" && [ "$2" -ge 1 ] && [ "$2" -le 10 ] && tries=$2 ;;
    active) case $2 in a | b) active=$2 ;; *) return 1 ;; esac ;;
    init) is_absolute "$2" && real_init=$2 ;;
    a.entry | b.entry) ;; # the command line's note
    a.append | b.append) eval "${1%%.*}_append=\$2" ;;
    a.reuse | b.reuse) is_yes_or_no "$2" && eval "${1%%.*}_reuse=\$2" ;;
    a.kernel | b.kernel) is_absolute "$2" && eval "${1%%.*}_kernel=\$2" ;;
    a.initrd | b.initrd) is_absolute "$2" && eval "${1%%.*}_initrds=\${${1%%.*}_initrds}\$2\$newline" ;;
    *) return 1 ;;
  esac
}

is_yes_or_no() {
  case $1 in yes | no) ;; *) return 1 ;; esac
}

is_number() { # four digits at most, no leading zero: none that the shell would take as octal
  case $1 in '' | *[!0-9]* | 0?* | ?????*) return 1 ;; esac
}

is_absolute() {
  case $1 in /*) ;; *) return 1 ;; esac
}
