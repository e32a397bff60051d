# Part of initramfs-tools' init (boot=quick-restart-live): the root file system is the medium, read-only, under a layer in memory.
mountroot() {
  insmod /overlay.ko
  mkdir -p /run/live/medium /run/live/changes
  waited=0
  until [ -b /dev/vdb ] || [ "$waited" -ge 60 ]; do
    sleep 1
    waited=$((waited + 1))
  done
  mount -t ext4 -o ro,noload /dev/vdb /run/live/medium
  mount -t tmpfs changes /run/live/changes
  mkdir -p /run/live/changes/upper /run/live/changes/work
  mount -t overlay -o lowerdir=/run/live/medium,upperdir=/run/live/changes/upper,workdir=/run/live/changes/work live "${rootmnt}"
  : >"${rootmnt}/etc/fstab"
  echo live >"${rootmnt}/etc/hostname"
  mkdir -p "${rootmnt}/target"
}
