import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test, { after, before, describe } from 'node:test';
import { Debian, SUITES } from './support/debian.ts';
import { copyPackage, everyPath, projectVersion } from './support/package.ts';

/** One line a file: where the package puts it, and its mode. */
const FILES: readonly (readonly [path: string, mode: string])[] = [
  ['/usr/bin/quick-restart', '755'],
  ['/usr/libexec/quick-restart/quick-restartd.cjs', '755'],
  ...['note-stop', 'recheck-loaded', 'load-next', 'jump'].map((name) => [`/usr/libexec/quick-restart/${name}`, '755'] as const),
  ['/usr/lib/systemd/system-shutdown/quick-restart', '755'],
  ...['chainload', 'chainload-init', 'chainload.init', 'every.init', 'jump.init'].map((name) => [`/usr/lib/quick-restart/${name}`, '755'] as const),
  ...readdirSync('chainload/chainload.d').map((name) => [`/usr/lib/quick-restart/chainload.d/${name}`, '644'] as const),
  ['/var/lib/quick-restart', '755'],
  ['/usr/share/dbus-1/system-services/org.quickrestart1.service', '644'],
  ['/usr/share/dbus-1/system.d/org.quickrestart1.conf', '644'],
  ['/usr/share/dbus-1/interfaces/org.quickrestart1.xml', '644'],
  ['/usr/share/polkit-1/actions/org.quickrestart1.policy', '644'],
  ['/usr/lib/systemd/system/quick-restartd.service', '644'],
  ...['boot', 'stop@', 'stopped', 'recheck', 'every', 'jump', 'prepare'].map((name) => [`/usr/lib/systemd/system/quick-restart-${name}.service`, '644'] as const),
  ...['refresh.service', 'watch.path', 'came-up.service', 'came-up.timer', 'chainload.service', 'chainload-confirm.service', 'chainload-confirm.timer', 'chainload-refresh.service'].map((name) => [`/usr/lib/systemd/system/quick-restart-${name}`, '644'] as const),
  ...['/etc/kernel/postinst.d/zzz-quick-restart', '/etc/kernel/postrm.d/zzz-quick-restart', '/etc/initramfs/post-update.d/zzz-quick-restart', '/usr/lib/kernel/install.d/99-quick-restart.install'].map((path) => [path, '755'] as const),
  // Symbolic links: the targets want them.
  ['/usr/lib/systemd/system/paths.target.wants/quick-restart-watch.path', '777'],
  ['/usr/lib/systemd/system/multi-user.target.wants/quick-restart-boot.service', '777'],
  ['/usr/lib/systemd/system/multi-user.target.wants/quick-restart-came-up.timer', '777'],
  ...['kexec', 'reboot', 'poweroff', 'halt', 'soft-reboot'].map((kind) => [`/usr/lib/systemd/system/multi-user.target.wants/quick-restart-stop@${kind}.service`, '777'] as const),
  ...['stopped', 'recheck', 'every'].map((name) => [`/usr/lib/systemd/system/sysinit.target.wants/quick-restart-${name}.service`, '777'] as const),
  ['/usr/lib/systemd/system/reboot.target.wants/quick-restart-jump.service', '777'],
  ['/etc/quick-restart/quick-restart.conf', '644'],
  ['/etc/quick-restart/quick-restart.conf.d', '755'],
  ['/usr/share/man/man1/quick-restart.1.gz', '644'],
  ['/usr/share/man/man8/quick-restart-chainload.8.gz', '644'],
  ['/usr/share/doc/quick-restart/chain-loading.md', '644'],
  ['/usr/share/doc/quick-restart/copyright', '644'],
  ['/usr/share/doc/quick-restart/changelog.gz', '644'],
  ['/usr/share/doc/quick-restart/README.Debian', '644'],
  ['/usr/share/lintian/overrides/quick-restart', '644'],
];

for (const suite of SUITES) {
  describe(`the package installed on ${suite}`, () => {
    let debian: Debian;
    let untouched: readonly string[] = [];
    before(async () => {
      debian = await Debian.start(suite);
      copyPackage(debian);
      untouched = everyPath(debian);
      debian.shell('dpkg -i /srv/quick-restart.deb');
    });
    after(() => debian.stop());

    for (const [path, mode] of FILES) {
      test(`${path} is there, root's, ${mode}`, () => {
        assert.equal(debian.shell(`stat -c '%U:%G %a' ${path}`).trim(), `root:root ${mode}`);
      });
    }

    test('nothing else is', () => {
      const isOurs = (path: string): boolean => FILES.some(([file]) => file === path || file.startsWith(`${path}/`));
      const before = new Set(untouched);
      assert.deepEqual(everyPath(debian).filter((path) => !before.has(path) && !isOurs(path)), []);
    });

    test('it is configured and its files are as packed', () => {
      assert.equal(debian.shell("dpkg-query -W -f '${db:Status-Abbrev}' quick-restart").trim(), 'ii');
      assert.equal(debian.shell('dpkg --verify quick-restart'), '');
    });

    test('quick-restart --version and --help run on the distribution’s own node', () => {
      assert.match(debian.shell('head -1 /usr/bin/quick-restart'), /^#!\/usr\/bin\/node\n/);
      assert.match(debian.shell('quick-restart --version'), new RegExp(`\\b${projectVersion().replaceAll('.', '\\.')}\\b`));
      assert.match(debian.shell('quick-restart --help'), /quick-restart now/);
    });

    test('the helper starts there without writable code pages', () => {
      // No bus here: it must load, say so, and fail in its own words.
      const ran = debian.run(['node', '--jitless', '/usr/libexec/quick-restart/quick-restartd.cjs']);
      assert.notEqual(ran.status, 0);
      assert.match(ran.stderr, /bus/i);
      assert.doesNotMatch(ran.stderr, /SyntaxError|at Module\._compile|node:internal/);
    });

    test('list --root reads a boot configuration', () => {
      debian.shell('mkdir -p /tmp/other/boot/grub /tmp/other/etc && cat >/tmp/other/boot/grub/grub.cfg', "set default=0\nmenuentry 'Other' --id other {\n  linux /boot/vmlinuz-6.1.0-1-amd64 root=/dev/vda1 ro\n}\n");
      const list = JSON.parse(debian.shell('quick-restart list --json --root /tmp/other')) as { readonly schema: number; readonly entries: readonly { readonly id: string; readonly quickRestart: boolean }[] };
      assert.equal(list.schema, 1);
      assert.deepEqual(list.entries.map(({ id, quickRestart }) => [id, quickRestart]), [['other', false]]);
    });

    test('systemd takes the units without a remark', () => {
      const units = debian.shell('ls /usr/lib/systemd/system/quick-restart*').trim().split('\n');
      assert.ok(units.length >= 4);
      const ran = debian.run(['systemd-analyze', 'verify', '--man=no', ...units]);
      const remarks = `${ran.stdout}${ran.stderr}`.split('\n').filter((line) => line.includes('quick-restart'));
      assert.deepEqual(remarks, []);
    });
  });
}
