# shellcheck shell=sh disable=SC2154,SC2034 # variables are of, and for, the other parts
# Loads the chosen kernel as src/adapters/kexec/kexec-tool.ts does: kexec_file_load first, which checks signatures; the old call only
# where the running kernel has no other. Sets failure, one line, where it fails.

load() {
  failure=
  is_whole "$root$kernel" || return 1
  join_initrds || return 1
  set -- -l "--command-line=$command_line"
  [ -z "$initrd" ] || set -- "$@" "--initrd=$initrd"
  set -- "$@" -- "$root$kernel" # a path never becomes an option
  kexec_load -s "$@" || { is_unknown_call && kexec_load -c "$@"; }
  result=$?
  [ -z "$joined" ] || rm -f "$joined"
  [ "$result" -eq 0 ] || unload
  return "$result"
}

kexec_load() {
  failure=$(bounded 120 "$kexec_tool" "$@" 2>&1 </dev/null) && is_loaded && return 0
  first_line "${failure:-kexec did not say why}"
  return 1
}

is_unknown_call() {
  case $failure in *[Ff]unction\ not\ implemented* | *not\ supported\ by\ *kernel* | *yscall*not\ available*) ;; *) return 1 ;; esac
}

first_line() { failure=${1%%"$newline"*}; }

is_loaded() {
  value=
  { read -r value <"$root/sys/kernel/kexec_loaded"; } 2>/dev/null
  [ "$value" = 1 ]
}

unload() { # -a: under Secure Boot the old call alone fails
  is_loaded || return 0
  bounded 30 "$kexec_tool" -u -a >/dev/null 2>&1 </dev/null || bounded 30 "$kexec_tool" -u >/dev/null 2>&1 </dev/null
  ! is_loaded
}

# kexec takes an x86 kernel that was cut off, which then stops where nobody can help it. Its header tells how long it is: bzImage boot
# protocol, setup_sects at 0x1f1, syssize at 0x1f4 in units of 16 bytes, "HdrS" at 0x202. Other kinds of kernels are kexec's to judge.
is_whole() {
  [ "$(bytes "$1" 514 4)" = '72 100 114 83' ] || return 0
  sectors=$(bytes "$1" 497 1)
  [ "$sectors" -ne 0 ] || sectors=4
  system=0
  for byte in $(bytes "$1" 503 1) $(bytes "$1" 502 1) $(bytes "$1" 501 1) $(bytes "$1" 500 1); do system=$((system * 256 + byte)); done
  size=$(stat -L -c %s "$1" 2>/dev/null || wc -c <"$1")
  [ "$size" -ge $(((sectors + 1) * 512 + system * 16)) ] && return 0
  failure="$kernel is cut off"
  return 1
}

bytes() { # bytes FILE OFFSET COUNT: as decimal numbers, a blank between them; nothing where they are not there
  # shellcheck disable=SC2046,SC2005 # od(1) sets its numbers with more blanks
  echo $(od -An -v -t u1 -j "$2" -N "$3" "$1" 2>/dev/null)
}

join_initrds() { # sets initrd, empty where there is none; joined, where several became one file, each padded to four bytes as boot loaders do
  initrd='' joined=''
  case $initrds in
    '') return 0 ;;
    *"$newline"?*) ;;
    *)
      initrd=$root${initrds%"$newline"}
      return 0
      ;;
  esac
  joined=$state/initrd.joined initrd=$joined
  if printf '' >"$joined" && printf '%s' "$initrds" | { while IFS= read -r one; do append_padded "$root$one" || exit 1; done; }; then return 0; fi 2>/dev/null
  failure='its initrds could not be joined'
  rm -f "$joined"
  return 1
}

append_padded() {
  cat "$1" >>"$joined" || return 1
  while [ $(($(wc -c <"$joined") % 4)) -ne 0 ]; do printf '\000' >>"$joined" || return 1; done
}
