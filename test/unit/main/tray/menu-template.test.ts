import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { menuTemplate, type MenuLine } from '../../../../src/main/tray/menu-template.ts';
import { sampleFailedRestart } from '../../../fakes/sample-kernels.ts';
import { NEXT_RELEASE, RUNNING_RELEASE, sampleEntry, sampleMenu } from '../../../fakes/sample-plan.ts';
import { DUE, ENGLISH, sampleState } from '../sample-state.ts';

/** A menu as a person sees it: `-` for a separator, `(…)` for what cannot be clicked, `>` before what lies below. */
function seen(lines: readonly MenuLine[]): readonly string[] {
  return lines.flatMap((line) => {
    switch (line.kind) {
      case 'separator':
        return ['-'];
      case 'text':
        return [`(${line.label})`];
      case 'wish':
        return [line.label];
      case 'submenu':
        return [line.label, ...seen(line.lines).map((label) => `> ${label}`)];
    }
  });
}

function wishes(lines: readonly MenuLine[]): readonly unknown[] {
  return lines.flatMap((line) => (line.kind === 'wish' ? [line.wish] : line.kind === 'submenu' ? wishes(line.lines) : []));
}

function below(lines: readonly MenuLine[]): readonly MenuLine[] {
  return lines.find((line) => line.kind === 'submenu')?.lines ?? [];
}

describe('the menu of the tray', () => {
  test('the last quick restart failed', () => {
    const lines = (latest: boolean): readonly string[] => seen(menuTemplate(sampleState({ helper: { failedRestarts: [sampleFailedRestart({ latest })] } }), ENGLISH));
    assert.ok(lines(true).includes('(The last quick restart failed)'));
    assert.ok(!lines(false).includes('(The last quick restart failed)'));
  });


  test('after a kernel upgrade', () => {
    assert.deepEqual(seen(menuTemplate(sampleState({ helper: DUE, firmware: { 'firmware-setup': true, 'boot-menu': true } }), ENGLISH)), [
      `(Running: ${RUNNING_RELEASE})`,
      `(A restart starts: ${NEXT_RELEASE})`,
      '(A restart is due)',
      '-',
      'Quick Restart…',
      'Restart…',
      'Restart Into',
      '> Debian GNU/Linux – default',
      `> Debian GNU/Linux, with Linux ${NEXT_RELEASE}`,
      `> Debian GNU/Linux, with Linux ${NEXT_RELEASE} (recovery mode)`,
      `> Debian GNU/Linux, with Linux ${RUNNING_RELEASE} – running`,
      `> Debian GNU/Linux, with Linux ${RUNNING_RELEASE} (recovery mode)`,
      '> -',
      '> Boot Menu…',
      '> Firmware Setup…',
      '-',
      'Settings',
      'Quit',
    ]);
  });

  test('a recovery entry that does not say so is marked', () => {
    const menu = menuTemplate(sampleState({ menu: [sampleEntry({ title: 'Debian, allein', recovery: true })] }), ENGLISH);
    assert.deepEqual(seen(below(menu)), ['Debian, allein – recovery']);
  });

  test('what is chosen is asked for by id, and an entry quickly', () => {
    const [entry] = sampleMenu();
    assert.deepEqual(wishes(below(menuTemplate(sampleState(), ENGLISH)))[0], { kind: 'restart', how: 'quick', goal: { kind: 'entry', id: entry?.id } });
  });

  test('while nothing is read, and where no boot loader offers more: no submenu', () => {
    const menu = menuTemplate(sampleState({ service: { kind: 'reading' }, entries: { kind: 'reading' } }), ENGLISH);
    assert.deepEqual(seen(menu), ['(Reading the boot configuration…)', '-', 'Quick Restart…', 'Restart…', '-', 'Settings', 'Quit']);
  });

  for (const [kind, message] of [
    ['helper-unavailable', 'The helper is not there: nobody has the name.'],
    ['helper-incompatible', 'The helper answered in a way that this program does not understand: Version is no text.'],
  ] as const) {
    test(`${kind}: the menu says it and still leads to the windows`, () => {
      const failure = { kind, message, hint: 'Install it.' };
      const menu = menuTemplate(sampleState({ service: { kind: 'failed', failure }, entries: { kind: 'failed', failure } }), ENGLISH);
      assert.deepEqual(seen(menu).slice(0, 4), [`(${message})`, '-', 'Quick Restart…', 'Restart…']);
    });
  }

  test('a loaded kernel is told', () => {
    assert.ok(seen(menuTemplate(sampleState({ helper: { loadedEntry: '?' } }), ENGLISH)).includes('(A kernel is loaded: any restart starts it)'));
  });

  test('what is loaded is what a restart starts, and nothing else is named there', () => {
    const shown = (loadedEntry: string, loadedChanges: readonly string[] = []): readonly string[] => seen(menuTemplate(sampleState({ helper: { loadedEntry, loadedChanges } }), ENGLISH)).slice(1, 3);
    const LOADED = '(A kernel is loaded: any restart starts it)';
    const running = sampleMenu().find((entry) => entry.kernelRelease === RUNNING_RELEASE);
    assert.deepEqual(shown(running?.id ?? ''), [`(A restart starts: ${RUNNING_RELEASE})`, LOADED]);
    assert.deepEqual(shown('hand:/srv/bzImage'), ['(A restart starts: /srv/bzImage)', LOADED]);
    assert.deepEqual(shown('?'), [LOADED, '-']);
    assert.deepEqual(shown(running?.id ?? '', ['/boot/x']), [`(A restart starts: ${NEXT_RELEASE})`, '-'], 'it is unloaded at the shutdown');
  });

  test('200 entries: the first ones, and where the others are', () => {
    const menu = Array.from({ length: 200 }, (_, index) => sampleEntry({ id: `e${index}`, title: `Entry ${index} ${'x'.repeat(500)}`, default: index === 0 }));
    const lines = below(menuTemplate(sampleState({ menu }), ENGLISH));
    assert.equal(lines.length, 25);
    assert.ok(seen(lines).every((label) => label.length < 100));
    assert.equal(seen(lines).at(-1), 'All Entries…');
    assert.deepEqual(wishes(lines).at(-1), { kind: 'settings', page: 'kernels' });
  });

  test('a policy of one entry, and of the newest', () => {
    const chosen = sampleMenu()[3];
    const shown = (helper: Parameters<typeof sampleState>[0]): readonly string[] => seen(menuTemplate(sampleState(helper), ENGLISH));
    assert.ok(shown({ helper: { policy: { kind: 'entry', id: chosen?.id ?? '' } } }).includes(`(A quick restart starts: ${RUNNING_RELEASE})`), 'an ordinary one starts the default');
    assert.ok(shown({ helper: { policy: { kind: 'newest' } } }).includes(`(A restart starts: ${NEXT_RELEASE})`));
    assert.ok(shown({ helper: { policy: { kind: 'entry', id: 'gone' } } }).includes(`(A restart starts: ${NEXT_RELEASE})`));
  });
});
