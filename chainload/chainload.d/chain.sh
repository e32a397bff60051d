# shellcheck shell=sh disable=SC2154,SC2034 # variables are of, and for, the other parts
# From the decision to the jump. Nothing is loaded before the last key was waited for, and nothing stays loaded where the jump does not come.

failure=

chain() {
  decide
  case $why in
    marker | crash-kernel | no-command-line | disabled) return 0 ;;
    would-chain) ;;
    *) stay "$why"; return 0 ;;
  esac
  if is_of_this_boot; then return 0; fi # asked a second time: a boot is decided once
  if ! countdown "$kernel"; then
    stay stayed
    return 0
  fi
  failed=
  while [ "$slot" != none ]; do
    start_slot # does not return where the jump comes
    failed="$failed $slot"
    choose_slot "$failed"
  done
  stay "$why"
}

start_slot() { # fails where the slot could not be loaded; anything else that goes wrong ends the search
  tell_backup
  if ! note_last chained "$slot" "$kernel"; then end_with state-failed; return 1; fi
  if ! load; then
    tell 4 "slot $slot, $kernel: could not be loaded ($failure)."
    return 1
  fi
  eval "used=\$${slot}_tries"
  if ! set_tries "$slot" "$((used + 1))"; then end_with state-failed; return 1; fi
  tell 6 "starting own kernel $kernel (slot $slot, try $((used + 1)) of $tries since it was last confirmed)."
  jump
  set_tries "$slot" "$used"
  end_with jump-failed
  return 1
}

tell_backup() { # the machine says why it does not start the kernel that it should
  [ "$slot" != "$active" ] || return 0
  eval "skipped=\$${active}_skipped"
  case $skipped in
    tries-used-up) tell 4 "slot $active was started $tries times and never confirmed: starting its backup, slot $slot." ;;
    *) tell 4 "slot $active cannot be started ($skipped): starting its backup, slot $slot." ;;
  esac
}

end_with() { # what went wrong has nothing to do with the slot, so the other one is not tried
  unload
  a_kernel='' b_kernel='' ended=$1
}

jump() {
  make_disks_read_only
  bounded 60 "$kexec_tool" -e >/dev/null 2>&1 </dev/null
  make_disks_writable_again # still here
}

stay() { # stay WHY: says it, and notes it for `quick-restart chainload status`
  why=${ended:-$1}
  case $why in
    switched-off | stayed) tell 6 "$(reason "$why")" ;;
    *) tell 4 "$(reason "$why")" ;;
  esac
  if is_of_this_boot && [ "$last_why" = "$why" ]; then return 0; fi
  note_last "$why" none ''
}

ended=

unload_left_over() { # a run that was killed between load and jump; what somebody else loaded since, our helper included, is theirs
  read_config
  if ! is_of_this_boot || [ "$last_why" != chained ] || [ -e "$root/run/quick-restart/load.json" ] || ! can_kexec; then return 0; fi
  unload || tell 4 'a kernel of ours is loaded and could not be unloaded: the next restart may start it.'
  note_last jump-failed none ''
}
