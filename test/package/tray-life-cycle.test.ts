import assert from 'node:assert/strict';
import test, { after, afterEach, before, describe } from 'node:test';
import { Debian, SUITES } from './support/debian.ts';
import { copyPackages, everyPath, projectVersion } from './support/package.ts';

const AUTOSTART = '/etc/xdg/autostart/org.quickrestart1.Tray.desktop';
const PROFILE = '/etc/apparmor.d/quick-restart-tray';
/** What others make of what is installed, and keep. */
const MADE_BY_TRIGGERS = ['/usr/share/applications/mimeinfo.cache', '/usr/share/icons/hicolor/icon-theme.cache'];

for (const suite of SUITES) {
  describe(`the tray app's life on ${suite}`, () => {
    let debian: Debian;
    let untouched: readonly string[] = [];
    before(async () => {
      debian = await Debian.start(suite, 'tray');
      copyPackages(debian);
      repack('/srv/quick-restart.deb', '/srv/older-helper.deb');
      // An earlier version with a file that has gone since, and of Electron itself nothing, for speed.
      const change = 'rm -r usr/lib/quick-restart/tray/* && touch usr/lib/quick-restart/tray/gone && find usr -type f -exec md5sum {} + >DEBIAN/md5sums';
      repack('/srv/quick-restart-tray.deb', '/srv/older-tray.deb', change);
      debian.shell('dpkg -i /srv/quick-restart.deb');
      untouched = everyPath(debian);
    });
    afterEach(() => {
      debian.run(['dpkg', '-P', 'quick-restart-tray']);
    });
    after(() => debian.stop());

    test('an upgrade brings the new files, and keeps what an administrator did to autostart', () => {
      debian.shell(`dpkg -i --force-depends /srv/older-tray.deb && echo Hidden=true >>${AUTOSTART}`);
      debian.shell('dpkg -i /srv/quick-restart-tray.deb');
      assert.match(debian.shell(`cat ${AUTOSTART}`), /^Hidden=true$/m);
      assert.notEqual(debian.run(['test', '-e', '/usr/lib/quick-restart/tray/gone']).status, 0);
      assert.equal(debian.shell("dpkg-query -W -f '${db:Status-Abbrev}' quick-restart-tray").trim(), 'ii');
      assert.match(debian.run(['dpkg', '-r', 'quick-restart']).stderr, /quick-restart-tray depends on quick-restart/);
    });

    test('removal leaves autostart’s entry only, and purge leaves nothing', () => {
      debian.shell('dpkg -i /srv/quick-restart-tray.deb && dpkg -r quick-restart-tray');
      assert.deepEqual(added(), ['/etc/xdg/autostart', AUTOSTART]);
      debian.shell('dpkg -P quick-restart-tray');
      assert.deepEqual(added(), []);
    });

    test('an AppArmor profile that an administrator put there stays', () => {
      debian.shell(`echo '# mine' >${PROFILE} && dpkg -i /srv/quick-restart-tray.deb && dpkg -P quick-restart-tray`);
      assert.equal(debian.shell(`cat ${PROFILE}`), '# mine\n');
    });

    test('it goes with no other version of the helper', () => {
      debian.shell('dpkg -i /srv/older-helper.deb');
      const ran = debian.run(['dpkg', '-i', '/srv/quick-restart-tray.deb']);
      assert.notEqual(ran.status, 0);
      assert.match(ran.stderr, new RegExp(`depends on quick-restart \\(= ${projectVersion().replaceAll('.', '\\.')}\\)`));
    });

    function added(): readonly string[] {
      const known = new Set([...untouched, ...MADE_BY_TRIGGERS]);
      return everyPath(debian).filter((path) => !known.has(path));
    }

    function repack(deb: string, older: string, change = 'true'): void {
      debian.shell(
        `dpkg-deb -R ${deb} /srv/older && cd /srv/older && sed -i 's/^Version: .*/Version: 0.0.1/; s/quick-restart (= [^)]*)/quick-restart (= 0.0.1)/' DEBIAN/control && ${change} && dpkg-deb --root-owner-group -Znone -b /srv/older ${older} && rm -r /srv/older`,
      );
    }
  });
}
