import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { AutostartFile } from '../../../../src/adapters/user-files/autostart-file.ts';
import { userFolders } from '../../../../src/adapters/user-files/folders.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

const NAME = 'autostart/org.quickrestart1.Tray.desktop';
const PACKAGED = '[Desktop Entry]\nType=Application\nName=Quick Restart\nExec=quick-restart-tray --background\n';

/** One line a case: is there an entry for everybody, the person's own file, and whether it starts. */
const CASES: readonly (readonly [everybodys: boolean, own: string | null, on: boolean])[] = [
  [true, null, true],
  [false, null, false],
  [true, '[Desktop Entry]\nHidden=true\n', false],
  [true, '[Desktop Entry]\nHidden = true\n', false],
  [true, '[Desktop Entry]\nHidden=false\n', true],
  [false, PACKAGED, true],
  [true, '# Hidden=true\n[Desktop Entry]\n', true],
];

describe('starting with the session', () => {
  for (const [everybodys, own, on] of CASES) {
    test(`everybody’s: ${everybodys}, own: ${JSON.stringify(own)} → ${on}; and it can be switched`, (t) => {
      const folder = temporaryTree(t, { ...(everybodys ? { [`xdg/${NAME}`]: PACKAGED } : {}), ...(own === null ? {} : { [`config/${NAME}`]: own }) });
      const file = new AutostartFile({ config: join(folder, 'config'), systemConfig: [join(folder, 'xdg')] }, 'quick-restart-tray --background');
      assert.equal(file.isOn(), on);
      for (const wanted of [!on, on, true, false, true]) {
        assert.deepEqual(file.set(wanted), { ok: true, value: null });
        assert.equal(file.isOn(), wanted);
      }
      assert.equal(existsSync(join(folder, 'config', NAME)), !everybodys, 'no file of the person’s where everybody’s says the same');
    });
  }

  test('the entry starts the program in the background', (t) => {
    const folder = temporaryTree(t);
    new AutostartFile({ config: folder, systemConfig: [] }, 'quick-restart-tray --background').set(true);
    assert.match(readFileSync(join(folder, NAME), 'utf8'), /^\[Desktop Entry\]\nType=Application\nName=Quick Restart\nExec=quick-restart-tray --background\n/);
  });
});

describe('folders of a person', () => {
  test('by the variables, where they are absolute paths', () => {
    const folders = userFolders({ XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: 'relative', XDG_CONFIG_DIRS: '/x:relative:/y' }, '/people/anna');
    assert.deepEqual(folders, { config: '/c', state: '/people/anna/.local/state', cache: '/people/anna/.cache', systemConfig: ['/x', '/y', '/etc/xdg'] });
  });

  test('by default', () => {
    assert.deepEqual(userFolders({}, '/people/anna'), { config: '/people/anna/.config', state: '/people/anna/.local/state', cache: '/people/anna/.cache', systemConfig: ['/etc/xdg'] });
  });
});
