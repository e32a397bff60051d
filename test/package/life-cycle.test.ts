import assert from 'node:assert/strict';
import test, { afterEach, beforeEach, describe } from 'node:test';
import { Debian, SUITES } from './support/debian.ts';
import { copyPackage, everyPath } from './support/package.ts';

const CONF = '/etc/quick-restart/quick-restart.conf';
const CHOSEN = '/etc/quick-restart/quick-restart.conf.d/90-chosen.conf';

const CHAINLOAD = 'quick-restart-chainload.service';
const CHAINLOAD_CONF = '/etc/quick-restart/chainload.conf';
/** What `chainload enable` does; here it refuses, for what runs is the kernel of whoever tests. */
const CONFIGURE = `printf 'enabled=yes\\na.kernel=/vmlinuz\\na.reuse=yes\\n' >${CHAINLOAD_CONF}`;
const BY_SYSTEMD = `${CONFIGURE} && systemctl --quiet enable ${CHAINLOAD}`;
const BY_SYSV = `${CONFIGURE} && install -D -m 755 /usr/lib/quick-restart/chainload.init /etc/init.d/quick-restart-chainload && update-rc.d quick-restart-chainload defaults`;

for (const suite of SUITES) {
  describe(`the package's life on ${suite}`, () => {
    let debian: Debian;
    let untouched: readonly string[] = [];
    beforeEach(async () => {
      debian = await Debian.start(suite);
      copyPackage(debian);
      untouched = everyPath(debian);
    });
    afterEach(() => debian.stop());

    test('an upgrade keeps an edited settings file and what was chosen, and asks nothing', () => {
      install(debian, olderPackage(debian, 'true'));
      editSettings(debian);
      install(debian, '/srv/quick-restart.deb');
      assertSettingsKept(debian);
      assert.equal(debian.shell('ls /etc/quick-restart').trim(), 'quick-restart.conf\nquick-restart.conf.d');
    });

    test('an upgrade that brings new settings keeps the edited file beside the new one', () => {
      install(debian, olderPackage(debian, `sed -i '1s/.*/# An earlier text./' /srv/older${CONF}`));
      editSettings(debian);
      debian.shell('dpkg --force-confold -i /srv/quick-restart.deb');
      assertSettingsKept(debian);
      assert.match(debian.shell(`cat ${CONF}.dpkg-dist`), /^#Default=boot-loader$/m);
    });

    test('installed again over itself, it is the same', () => {
      install(debian, '/srv/quick-restart.deb');
      const once = everyPath(debian);
      install(debian, '/srv/quick-restart.deb');
      assert.deepEqual(everyPath(debian), once);
      assert.equal(debian.shell('dpkg --verify quick-restart'), '');
    });

    test('removal leaves settings only, and purge leaves nothing', () => {
      install(debian, '/srv/quick-restart.deb');
      debian.shell(`echo '[Restart]' >${CHOSEN} && mkdir -p /var/lib/quick-restart && echo {} >/var/lib/quick-restart/history.json`);
      debian.shell('dpkg -r quick-restart');
      // Hooks are settings too, for dpkg; without the program they do nothing.
      const hooks = ['/etc/kernel', '/etc/initramfs', ...['/etc/kernel/postinst.d', '/etc/kernel/postrm.d', '/etc/initramfs/post-update.d'].flatMap((folder) => [folder, `${folder}/zzz-quick-restart`])].filter((path) => !untouched.includes(path));
      assert.deepEqual(added(untouched, debian), [...hooks, '/etc/quick-restart', CONF, '/etc/quick-restart/quick-restart.conf.d', CHOSEN, '/var/lib/quick-restart', '/var/lib/quick-restart/history.json'].sort());
      debian.shell(`echo >${CHOSEN}.4321.new`); // what a helper had begun to write when it was killed
      debian.shell('dpkg -P quick-restart');
      assert.deepEqual(added(untouched, debian), []);
    });

    test('purge leaves an administrator’s own file', () => {
      install(debian, '/srv/quick-restart.deb');
      debian.shell('echo >/etc/quick-restart/quick-restart.conf.d/10-mine.conf && dpkg -P quick-restart');
      assert.deepEqual(added(untouched, debian), ['/etc/quick-restart', '/etc/quick-restart/quick-restart.conf.d', '/etc/quick-restart/quick-restart.conf.d/10-mine.conf']);
    });

    test('removal unloads the kernel that the helper loaded, and only that', () => {
      install(debian, '/srv/quick-restart.deb');
      // kexec(8) is stood in for by a program that writes down what it was asked: nothing here may touch the real kernel.
      debian.shell("printf '#!/bin/sh\\necho \"$@\" >>/srv/kexec.log\\n' >/usr/sbin/kexec");
      debian.shell('dpkg -r quick-restart && test ! -e /srv/kexec.log');
      install(debian, '/srv/quick-restart.deb');
      debian.shell(`mkdir -p /run/quick-restart && echo '{"state":"loaded","entryId":"x"}' >/run/quick-restart/load.json`);
      debian.shell('dpkg -r quick-restart && test ! -e /run/quick-restart/load.json');
      assert.match(debian.shell('cat /srv/kexec.log'), /^-u/m);
    });

    test('chain loading is off after the installation; set up in either way, disable --forget undoes it as if it had never been', () => {
      install(debian, '/srv/quick-restart.deb');
      assert.equal(debian.run(['systemctl', 'is-enabled', CHAINLOAD]).stdout.trim(), 'disabled');
      const before = everyPath(debian);
      for (const setUp of [BY_SYSTEMD, BY_SYSV]) {
        debian.shell(setUp);
        assert.notDeepEqual(everyPath(debian), before);
        const json = JSON.parse(debian.shell('quick-restart chainload status --json')) as { readonly enabled: boolean; readonly how: readonly string[] };
        assert.deepEqual(json, { ...json, enabled: true, how: [setUp === BY_SYSV ? 'sysv' : 'systemd'] });
        debian.shell('quick-restart chainload disable --forget');
        assert.deepEqual(everyPath(debian), before);
      }
    });

    test('chain loading goes with the package, and its settings with the purge', () => {
      for (const setUp of [BY_SYSTEMD, BY_SYSV]) {
        install(debian, '/srv/quick-restart.deb');
        debian.shell(`${setUp} && mkdir -p /var/lib/quick-restart/chainload && dpkg -r quick-restart`);
        assert.deepEqual(added(untouched, debian).filter((path) => /chainload/.test(path)), [CHAINLOAD_CONF, '/var/lib/quick-restart/chainload']);
        debian.shell('dpkg -P quick-restart');
        assert.deepEqual(added(untouched, debian), []);
      }
    });

    test('a machine that may be started with our init keeps it, until somebody says that it is not', () => {
      install(debian, '/srv/quick-restart.deb');
      debian.shell(`echo 'init=/sbin/init' >${CHAINLOAD_CONF}`);
      const refused = debian.run(['dpkg', '-r', 'quick-restart']);
      assert.notEqual(refused.status, 0);
      assert.match(refused.stderr, /Take that word off .* quick-restart chainload disable/s);
      debian.shell('quick-restart chainload disable && dpkg -r quick-restart');
    });

    test('an upgrade brings a newer init script where one is set up, and none where not', () => {
      install(debian, '/srv/quick-restart.deb');
      debian.shell(`${BY_SYSV} && echo '# older' >>/etc/init.d/quick-restart-chainload`);
      install(debian, '/srv/quick-restart.deb');
      debian.shell('cmp /usr/lib/quick-restart/chainload.init /etc/init.d/quick-restart-chainload && quick-restart chainload disable --forget');
      install(debian, '/srv/quick-restart.deb');
      assert.notEqual(debian.run(['test', '-e', '/etc/init.d/quick-restart-chainload']).status, 0);
    });

    test('slots follow their entries without writable code pages, as the unit has it', () => {
      install(debian, '/srv/quick-restart.deb');
      assert.match(debian.shell('node --jitless /usr/bin/quick-restart chainload refresh'), /No slot was made from a boot entry\./);
      debian.shell(`printf 'a.kernel=/vmlinuz\\na.entry=default\\n' >${CHAINLOAD_CONF}`);
      assert.match(debian.shell('node --jitless /usr/bin/quick-restart chainload refresh'), /Slot a stays with \/vmlinuz: No boot configuration/);
    });

    test('the program at boot reads what the command line reads', () => {
      install(debian, '/srv/quick-restart.deb');
      debian.shell(`${BY_SYSTEMD} && echo nonsense >>${CHAINLOAD_CONF}`);
      assert.match(debian.shell('/usr/lib/quick-restart/chainload decide'), /^why=bad-config$/m);
      assert.match(debian.shell('quick-restart chainload'), /chainload\.conf, line 4: /);
    });

    test('without its programs it is removed all the same', () => {
      install(debian, '/srv/quick-restart.deb');
      debian.shell(`mkdir -p /run/quick-restart && echo '{"state":"loaded","entryId":"x"}' >/run/quick-restart/load.json && rm -f /usr/sbin/kexec /usr/bin/node /usr/bin/quick-restart`);
      debian.shell('dpkg -r quick-restart');
      assert.equal(debian.run(['dpkg-query', '-W', '-f', '${db:Status-Abbrev}', 'quick-restart']).stdout.trim(), 'rc');
    });
  });
}

function install(debian: Debian, file: string): void {
  debian.shell(`dpkg -i ${file}`);
}

function editSettings(debian: Debian): void {
  debian.shell(`echo Default=newest >>${CONF} && echo '[Restart]' >${CHOSEN}`);
}

function assertSettingsKept(debian: Debian): void {
  assert.match(debian.shell(`cat ${CONF}`), /^Default=newest$/m);
  assert.equal(debian.shell(`cat ${CHOSEN}`), '[Restart]\n');
  assert.equal(debian.shell("dpkg-query -W -f '${db:Status-Abbrev}' quick-restart").trim(), 'ii');
}

/** The same package as an earlier version, after `change` was done to its unpacked files in /srv/older. */
function olderPackage(debian: Debian, change: string): string {
  const lines = [
    'dpkg-deb -R /srv/quick-restart.deb /srv/older',
    'sed -i "s/^Version: .*/Version: 0.0.1/" /srv/older/DEBIAN/control',
    change,
    'dpkg-deb --root-owner-group -Znone -b /srv/older /srv/older.deb',
  ];
  debian.shell(lines.join('\n'));
  return '/srv/older.deb';
}

function added(untouched: readonly string[], debian: Debian): readonly string[] {
  const before = new Set(untouched);
  return everyPath(debian).filter((path) => !before.has(path));
}
