import type { Fault } from '../fault.ts';
import type { Stand } from '../stand.ts';
import { WITHIN } from './ways.ts';

/** What goes wrong while the machine goes down. */
export const SHUTDOWN: readonly Fault[] = [
  {
    id: 'service-ignores-sigterm',
    fault: 'a service ignores SIGTERM; systemd may wait 15 s for it',
    outcome: 'quick restart, after these seconds',
    withinSeconds: WITHIN.restart,
    ends: { way: 'quick' },
    play: async (stand: Stand): Promise<void> => {
      await stand.root.read("systemd-run -q --unit=stubborn -p TimeoutStopSec=15 sh -c 'trap \"\" TERM; while :; do sleep 1; done'");
      await stand.restart('quick-restart now --yes');
    },
  },
  {
    id: 'umount-hangs',
    fault: 'a mounted disk answers no more, so that its umount hangs for ever',
    outcome: 'quick restart, after what systemd waits (here 15 s each); the other file system is clean',
    withinSeconds: 1200,
    ends: { way: 'quick' },
    play: async (stand: Stand): Promise<void> => {
      await stand.root.read(`modprobe dm-mod; modprobe loop; truncate -s 32M /run/disk; device=$(losetup --show -f /run/disk); mke2fs -q $device
dmsetup create hangs --table "0 65536 linear $device 0"
mkdir -p /srv/hangs; mount /dev/mapper/hangs /srv/hangs; dd if=/dev/zero of=/srv/hangs/x bs=1M count=8 status=none
mkdir -p /run/systemd/system.conf.d; printf '[Manager]\\nDefaultTimeoutStartSec=15s\\nDefaultTimeoutStopSec=15s\\n' >/run/systemd/system.conf.d/less.conf; systemctl daemon-reexec; sleep 1
dmsetup suspend --noflush --nolockfs hangs; echo x >/srv/hangs/y &`);
      await stand.restart('quick-restart now --yes', stand.person, 1_150_000);
    },
  },
  {
    id: 'unloaded-while-stopping',
    fault: 'the loaded kernel is unloaded by another program when services already stop',
    outcome: 'systemd does an ordinary restart instead; the history says that the quick one did not come up',
    chosen: true,
    withinSeconds: WITHIN.restart,
    ends: { way: 'ordinary', recorded: [['quick', false]] },
    play: async (stand: Stand): Promise<void> => {
      await stand.root.read("systemd-run -q --unit=unloader --remain-after-exit -p 'ExecStop=/usr/sbin/kexec -u -a' true; systemctl is-active unloader");
      await stand.restart('quick-restart now --yes');
    },
  },
];
