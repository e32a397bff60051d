import assert from 'node:assert/strict';
import test, { afterEach, beforeEach, describe } from 'node:test';
import { Debian, SUITES } from './support/debian.ts';
import { copyPackages, everyPath, projectVersion } from './support/package.ts';

const AUTOSTART = '/etc/xdg/autostart/org.quickrestart1.Tray.desktop';
const PROFILE = '/etc/apparmor.d/quick-restart-tray';
/** What others make of what is installed, and keep. */
const MADE_BY_TRIGGERS = ['/usr/share/applications/mimeinfo.cache'];

for (const suite of SUITES) {
  describe(`the tray app's life on ${suite}`, () => {
    let debian: Debian;
    let untouched: readonly string[] = [];
    beforeEach(async () => {
      debian = await Debian.start(suite, 'tray');
      copyPackages(debian);
      debian.shell('dpkg -i /root/quick-restart.deb');
      untouched = everyPath(debian);
    });
    afterEach(() => debian.stop());

    test('it goes with no other version of the helper', () => {
      olderHelper();
      debian.shell('dpkg -i /root/older.deb');
      const ran = debian.run(['dpkg', '-i', '/root/quick-restart-tray.deb']);
      assert.notEqual(ran.status, 0);
      assert.match(ran.stderr, new RegExp(`depends on quick-restart \\(= ${projectVersion().replaceAll('.', '\\.')}\\)`));
    });

    test('an upgrade brings the new files, and keeps what an administrator did to autostart', () => {
      olderTray();
      debian.shell(`dpkg -i /root/older.deb && echo Hidden=true >>${AUTOSTART}`);
      debian.shell('dpkg -i /root/quick-restart-tray.deb');
      assert.match(debian.shell(`cat ${AUTOSTART}`), /^Hidden=true$/m);
      assert.notEqual(debian.run(['test', '-e', '/usr/lib/quick-restart/tray/gone']).status, 0);
      assert.equal(debian.shell("dpkg-query -W -f '${db:Status-Abbrev}' quick-restart-tray").trim(), 'ii');
    });

    test('removal leaves autostart’s file only, and purge leaves nothing', () => {
      debian.shell('dpkg -i /root/quick-restart-tray.deb && dpkg -r quick-restart-tray');
      assert.deepEqual(added(), [AUTOSTART]);
      debian.shell('dpkg -P quick-restart-tray');
      assert.deepEqual(added(), []);
    });

    test('an AppArmor profile that an administrator put there stays', () => {
      debian.shell(`echo '# mine' >${PROFILE} && dpkg -i /root/quick-restart-tray.deb && dpkg -P quick-restart-tray`);
      assert.equal(debian.shell(`cat ${PROFILE}`), '# mine\n');
    });

    test('the helper cannot be removed from under it', () => {
      debian.shell('dpkg -i /root/quick-restart-tray.deb');
      assert.match(debian.run(['dpkg', '-r', 'quick-restart']).stderr, /quick-restart-tray depends on quick-restart/);
    });

    function added(): readonly string[] {
      const before = new Set([...untouched, ...MADE_BY_TRIGGERS]);
      return everyPath(debian).filter((path) => !before.has(path));
    }

    function olderHelper(): void {
      repack('/root/quick-restart.deb', '/^Suggests: /d');
    }

    /** An earlier version, with another autostart file and a file that has gone since; of Electron itself nothing, for speed. */
    function olderTray(): void {
      repack('/root/quick-restart-tray.deb', '', 'rm -r usr/lib/quick-restart/tray/* && touch usr/lib/quick-restart/tray/gone && find usr -type f -exec md5sum {} + >DEBIAN/md5sums');
    }

    function repack(deb: string, control: string, change = 'true'): void {
      debian.shell(`dpkg-deb -R ${deb} /root/older && cd /root/older && sed -i 's/^Version: .*/Version: 0.0.1/; ${control}' DEBIAN/control && ${change} && dpkg-deb --root-owner-group -Znone -b /root/older /root/older.deb`);
    }
  });
}
