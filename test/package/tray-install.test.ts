import assert from 'node:assert/strict';
import test, { after, before, describe } from 'node:test';
import { Debian, SUITES } from './support/debian.ts';
import { copyPackages, everyPath } from './support/package.ts';

const ID = 'org.quickrestart1.Tray';
const HOME = '/usr/lib/quick-restart/tray';
const EXTENSIONS = '/usr/share/gnome-shell/extensions';
const EXTENSION = `${EXTENSIONS}/quick-restart@quickrestart1.org`;
const PROFILE = '/etc/apparmor.d/quick-restart-tray';

/** One line a file: where the package puts it, and its mode. A folder stands for all that is in it. */
const FILES: readonly (readonly [path: string, mode: string])[] = [
  ['/usr/lib/quick-restart', '755'],
  [`${HOME}/quick-restart-tray`, '755'],
  [`${HOME}/chrome_crashpad_handler`, '755'],
  [`${HOME}/resources/app.asar`, '644'],
  [`${HOME}/locales/en-US.pak`, '644'],
  ['/usr/bin/quick-restart-tray', '755'],
  [`/usr/share/applications/${ID}.desktop`, '644'],
  [`/etc/xdg/autostart/${ID}.desktop`, '644'],
  [`/usr/share/metainfo/${ID}.metainfo.xml`, '644'],
  [`/usr/share/icons/hicolor/scalable/apps/${ID}.svg`, '644'],
  [`/usr/share/icons/hicolor/symbolic/apps/${ID}-symbolic.svg`, '644'],
  ...[16, 22, 24, 32, 48, 64, 128, 256, 512].map((size) => [`/usr/share/icons/hicolor/${String(size)}x${String(size)}/apps/${ID}.png`, '644'] as const),
  ['/usr/share/gnome-shell', '755'],
  [EXTENSIONS, '755'],
  ...[EXTENSION, `${EXTENSION}/shell`, `${EXTENSION}/logic`, `${EXTENSION}/locale/de/LC_MESSAGES`].map((folder) => [folder, '755'] as const),
  ...['metadata.json', 'extension.js', 'stylesheet.css', 'badge.svg', 'locale/de/LC_MESSAGES/quick-restart@quickrestart1.org.mo'].map((file) => [`${EXTENSION}/${file}`, '644'] as const),
  ['/usr/share/quick-restart-tray', '755'],
  ['/usr/share/quick-restart-tray/apparmor-profile', '644'],
  ['/usr/share/man/man1/quick-restart-tray.1.gz', '644'],
  ['/usr/share/doc/quick-restart-tray', '755'],
  ['/usr/share/doc/quick-restart-tray/copyright', '644'],
  ['/usr/share/doc/quick-restart-tray/changelog.gz', '644'],
  ['/usr/share/doc/quick-restart-tray/LICENSES.chromium.html.gz', '644'],
  ['/usr/share/lintian/overrides/quick-restart-tray', '644'],
];
/** What others make of what is installed. */
const MADE_BY_TRIGGERS = ['/usr/share/applications/mimeinfo.cache', '/usr/share/icons/hicolor/icon-theme.cache'];

for (const suite of SUITES) {
  describe(`the tray app installed on ${suite}`, () => {
    let debian: Debian;
    let untouched: readonly string[] = [];
    before(async () => {
      debian = await Debian.start(suite, 'tray');
      copyPackages(debian);
      debian.shell('dpkg -i /srv/quick-restart.deb');
      untouched = everyPath(debian);
      debian.shell('dpkg -i /srv/quick-restart-tray.deb');
    });
    after(() => debian.stop());

    for (const [path, mode] of FILES) {
      test(`${path} is there, root's, ${mode}`, () => {
        assert.equal(debian.shell(`stat -c '%U:%G %a' ${path}`).trim(), `root:root ${mode}`);
      });
    }

    test('nothing else is, but for the folders of icons and the link to the AppArmor profile', () => {
      const isOurs = (path: string): boolean => FILES.some(([file]) => file === path || file.startsWith(`${path}/`) || [HOME, EXTENSION].some((folder) => path.startsWith(`${folder}/`)));
      const known = new Set([...untouched, ...MADE_BY_TRIGGERS, PROFILE]);
      assert.deepEqual(everyPath(debian).filter((path) => !known.has(path) && !isOurs(path)), []);
    });

    test('nobody but root can write to it, and nothing of it runs with more than its caller’s rights', () => {
      const wrong = debian.shell("dpkg -L quick-restart-tray | xargs -d '\\n' -I{} find {} -maxdepth 0 ! -type l \\( -perm /6022 -o ! -user root -o ! -group root \\)");
      assert.equal(wrong, '');
    });

    test('it is configured and its files are as packed', () => {
      assert.equal(debian.shell("dpkg-query -W -f '${db:Status-Abbrev}' quick-restart-tray").trim(), 'ii');
      assert.equal(debian.shell('dpkg --verify quick-restart-tray'), '');
    });

    test('what it depends on has every library', () => {
      const missing = debian.shell(`for file in ${HOME}/quick-restart-tray ${HOME}/chrome_crashpad_handler ${HOME}/*.so; do LD_LIBRARY_PATH=${HOME} ldd "$file"; done | grep 'not found' || true`);
      assert.equal(missing, '');
    });

    test('the desktop takes its entries, and shows them in the languages of the app', () => {
      debian.shell(`desktop-file-validate /usr/share/applications/${ID}.desktop /etc/xdg/autostart/${ID}.desktop`);
      const entry = debian.shell(`cat /usr/share/applications/${ID}.desktop`);
      for (const language of ['ar', 'de', 'es', 'fr', 'ja', 'pt_BR']) assert.match(entry, new RegExp(`^Name\\[${language}\\]=.`, 'm'));
      assert.match(debian.shell(`cat /etc/xdg/autostart/${ID}.desktop`), /^Exec=quick-restart-tray --background$/m);
    });

    test('software centres take its description', () => {
      // There is no home page yet that it could name; the older one does not ask for it.
      debian.shell(`appstreamcli validate --no-net ${suite === 'bookworm' ? '' : '--override=url-homepage-missing=info'} /usr/share/metainfo/${ID}.metainfo.xml`);
      assert.match(debian.shell(`cat /usr/share/metainfo/${ID}.metainfo.xml`), /<name xml:lang="de">/);
    });

    test('AppArmor gets the profile where it knows user namespaces, and takes it', () => {
      if (suite === 'bookworm') {
        assert.notEqual(debian.run(['test', '-e', PROFILE]).status, 0);
        return;
      }
      assert.equal(debian.shell(`readlink -f ${PROFILE}`).trim(), '/usr/share/quick-restart-tray/apparmor-profile');
      assert.match(debian.shell(`apparmor_parser --skip-kernel-load --skip-cache --names /etc/apparmor.d`), /^quick-restart-tray$/m);
    });

    test('it starts, and its window belongs to its desktop entry', () => {
      // Chromium's sandbox needs a namespace, which the kernel does not give inside a chroot; a whole machine tries it with one.
      debian.shell('mkdir -p /srv/somebody && chown 1000:1000 /srv/somebody && chmod 1777 /tmp');
      const script = [
        'export HOME=/srv/somebody XDG_RUNTIME_DIR=/srv/somebody',
        'quick-restart-tray --no-sandbox --disable-dev-shm-usage --settings >/srv/somebody/log 2>&1 & app=$!',
        `for i in $(seq 300); do xwininfo -root -tree | grep -q '"Quick Restart": ' && break; sleep 0.1; done`,
        'xwininfo -root -tree; kill $app; cat /srv/somebody/log >&2',
      ].join('\n');
      // A network of its own: X servers of others have abstract sockets, which a chroot shares.
      const ran = debian.run(['unshare', '--net', 'setpriv', '--reuid=1000', '--regid=1000', '--clear-groups', 'env', 'HOME=/srv/somebody', 'xvfb-run', '-a', 'sh', '-c', script]);
      const windowClass = /^\s*0x\w+ "Quick Restart": \("[^"]*" "([^"]*)"\)/m.exec(ran.stdout)?.[1];
      const named = /^StartupWMClass=(.*)$/m.exec(debian.shell(`cat /usr/share/applications/${ID}.desktop`))?.[1];
      assert.ok(windowClass !== undefined && [named, ID].includes(windowClass), `${String(windowClass)}\n${ran.stdout}${ran.stderr}`);
    });
  });
}
