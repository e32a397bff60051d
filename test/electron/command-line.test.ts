import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import test, { describe } from 'node:test';
import { ChildProgram } from '../fakes/dbus/child-program.ts';
import { becomes } from '../fakes/becomes.ts';
import { appProgram, becomeSomebody, makeHome } from '../fakes/sample/app-program.ts';
import { saysSoon } from './support/eventually.ts';
import { withDesk } from './support/with-desk.ts';

describe('the command line', () => {
  for (const [option, output] of [['--help', /^Usage: quick-restart-tray [^]*--background /m], ['--version', /^quick-restart-tray \d+\.\d+\.\d+$/m]] as const) {
    test(`${option} prints and ends, also where there is no screen`, async () => {
      const { executable, args } = await appProgram();
      const home = makeHome();
      const program = new ChildProgram([...becomeSomebody(executable), ...args, '--ozone-platform=headless', option], { HOME: home, PATH: '/usr/bin:/bin' });
      await program.ended;
      rmSync(home, { recursive: true, force: true });
      assert.match(program.output, output);
    });
  }

  test('an option that is none of ours opens the window without a countdown, because something else may have been meant', withDesk({}, ['--setings'], async (desk) => {
    const page = await desk.choosing();
    await saysSoon(page.locator('h1'), /^Restart$/);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await becomes(() => page.locator('#sentence').innerText(), '');
  }));
});
