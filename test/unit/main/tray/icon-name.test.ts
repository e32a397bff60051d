import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import test, { describe } from 'node:test';
import { PLAIN_APPEARANCE } from '../../../../src/adapters/dbus/desktop-appearance.ts';
import type { AppState } from '../../../../src/main/state/app-state.ts';
import { iconFile } from '../../../../src/main/tray/icon-name.ts';
import { DUE, sampleState } from '../sample-state.ts';

const DARK = { appearance: { ...PLAIN_APPEARANCE, dark: true } };

const CASES: readonly (readonly [what: string, state: AppState, desktops: string, file: string])[] = [
  ['nothing special on a light panel', sampleState(), 'KDE', 'tray-idle-dark.png'],
  ['nothing special on a dark one', sampleState(DARK), 'KDE', 'tray-idle-light.png'],
  ["GNOME's panel is dark whatever windows are", sampleState(), 'ubuntu:GNOME', 'tray-idle-light.png'],
  ['a restart is due', sampleState({ helper: DUE }), 'XFCE', 'tray-due-dark.png'],
  ['a loaded kernel goes before', sampleState({ helper: { ...DUE, loadedEntry: 'x' } }), 'XFCE', 'tray-loaded-dark.png'],
  ['nothing is known yet', sampleState({ service: { kind: 'reading' } }), '', 'tray-idle-dark.png'],
];

describe('the icon in the panel', () => {
  for (const [what, state, desktops, file] of CASES) {
    test(what, () => {
      assert.equal(iconFile(state, desktops), file);
      assert.ok(existsSync(`assets/icons/png/${file}`));
    });
  }
});
