# shellcheck shell=sh disable=SC2154 # variables are of the other parts
# A chained boot that is confirmed takes its slot's tries back. One that never is counts as failed: nobody has to notice that it did.

UP_SECONDS=60
# Two hours: a boot that checks large disks takes its time.
POLLS=1440

confirm() {
  look_at_running_line
  if [ -z "$chained_slot" ]; then
    echo 'confirmed=none'
    return 0
  fi
  read_tries
  eval "used=\$${chained_slot}_tries"
  if [ "$used" -ne 0 ] && ! set_tries "$chained_slot" 0; then
    complaint='that this kernel came up could not be noted in /var/lib/quick-restart/chainload: this boot counts as a failed try.'
    tell 4 "$complaint"
    echo "Quick Restart: $complaint" >&2
    return 1
  fi
  echo "confirmed=$chained_slot"
}

confirm_if_up() {
  if is_up; then
    confirm
  else
    echo 'Quick Restart: the machine has not reached what it starts into, so this boot is not confirmed.' >&2
  fi
}

confirm_later() {
  look_at_running_line
  [ -n "$chained_slot" ] || return 0
  polls=0
  until is_up; do
    polls=$((polls + 1))
    [ "$polls" -lt "$POLLS" ] || return 1
    "${stand_in}sleep" 5
  done
  "${stand_in}sleep" "$UP_SECONDS"
  if is_up; then confirm >/dev/null; fi
}

is_up() { # systemd tells its targets, sysvinit its runlevel; an init without either runs this when the start is over
  if [ -d "$root/run/systemd/system" ]; then
    is_up_by_systemd
    return
  fi
  [ -e "$root/run/initctl" ] || [ -e "$root/dev/initctl" ] || return 0
  case $("${stand_in}runlevel" 2>/dev/null) in *' '[2345]) ;; *) return 1 ;; esac
}

is_up_by_systemd() {
  "${stand_in}systemctl" is-active --quiet default.target || return 1
  # What judges boots on this machine (greenboot, systemd-bless-boot) wants this target; elsewhere nobody reaches it.
  [ -n "$("${stand_in}systemctl" show --value --property=RequiredBy,WantedBy boot-complete.target 2>/dev/null | tr -d '[:space:]')" ] || return 0
  "${stand_in}systemctl" is-active --quiet boot-complete.target
}

print_status() {
  look_at_running_line
  if [ -n "$chained_slot" ]; then
    echo "This boot was chained (slot $chained_slot)."
    return 0
  fi
  if is_of_this_boot; then
    echo "This boot was not chained ($last_why)."
  else
    echo 'This boot was not chained.'
  fi
  return 3
}
