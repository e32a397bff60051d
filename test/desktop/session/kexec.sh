#!/bin/sh
# In the place of kexec(8): writes down what it was asked, and plays the kernel's part in /sys/kernel/kexec_loaded.
# A desktop of its own shares the kernel of the machine that runs the tests; nothing here may touch that.
set -eu
printf '%s\n' "$*" >>/run/test/kexec.log
case " $* " in
  *' -u '*) echo 0 >/sys/kernel/kexec_loaded ;;
  *' -l '*) echo 1 >/sys/kernel/kexec_loaded ;;
esac
