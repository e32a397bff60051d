import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { ESLint } from 'eslint';

/** One line a case: a file that could be there, what it imports, and the rule that must say no (null: none may). */
const CASES: readonly (readonly [file: string, code: string, rule: string | null])[] = [
  ['src/core/grub/x.ts', "import { a } from '../diagnostic.ts';", null],
  ['src/core/grub/x.ts', "import { a } from '../../ports/kexec.ts';", 'no-restricted-imports'],
  ['src/core/x.ts', "import { a } from 'node:fs';", 'no-restricted-imports'],
  ['src/core/x.ts', "import { a } from 'fs';", 'no-restricted-imports'],
  ['src/core/x.ts', "import { a } from 'dbus-native';", 'no-restricted-imports'],
  ['src/core/x.ts', "export * from '../adapters/kexec/kexec-tool.ts';", 'no-restricted-imports'],
  ['src/ports/x.ts', "import { a } from '../core/result.ts';", null],
  ['src/ports/x.ts', "import { a } from '../contracts/errors.ts';", 'no-restricted-imports'],
  ['src/ports/x.ts', "import { a } from 'node:path';", 'no-restricted-imports'],
  ['src/contracts/x.ts', "import type { a } from '../core/result.ts';", null],
  ['src/contracts/x.ts', "import type { a } from '../ports/kexec.ts';", 'no-restricted-imports'],
  ['src/words/x.ts', "import type { a } from '../contracts/app/appearance.ts';", null],
  ['src/words/x.ts', "import { a } from '../core/result.ts';", null],
  ['src/words/x.ts', "import { a } from '../ports/kexec.ts';", 'no-restricted-imports'],
  ['src/words/x.ts', "import { a } from 'node:fs';", 'no-restricted-imports'],
  ['src/use-cases/x.ts', "import { a } from '../ports/kexec.ts';", null],
  ['src/use-cases/x.ts', "import { a } from '../adapters/kexec/kexec-tool.ts';", 'no-restricted-imports'],
  ['src/use-cases/x.ts', "import { a } from 'node:fs';", 'no-restricted-imports'],
  ['src/adapters/kexec/x.ts', "import { a } from 'node:child_process';", null],
  ['src/adapters/kexec/x.ts', "import { a } from '../../ports/kexec.ts';", null],
  ['src/adapters/kexec/x.ts', "import { a } from '../../use-cases/engine.ts';", 'no-restricted-imports'],
  ['src/adapters/kexec/x.ts', "import { a } from '../../helper/index.ts';", 'no-restricted-imports'],
  ['src/helper/x.ts', "import { a } from '../use-cases/engine.ts';", null],
  ['src/helper/x.ts', "import { a } from '../cli/index.ts';", 'no-restricted-imports'],
  ['src/helper/x.ts', "import { a } from 'node:child_process';", 'no-restricted-imports'],
  ['src/cli/x.ts', "import { a } from '../adapters/kexec/kexec-tool.ts';", null],
  ['src/cli/x.ts', "import { a } from '../helper/index.ts';", 'no-restricted-imports'],
  ['src/cli/x.ts', "import { a } from 'child_process';", 'no-restricted-imports'],
  ['src/cli/x.ts', 'export const a = process.env;', 'no-restricted-properties'],
  ['src/adapters/kexec/x.ts', 'export const a = process.env.PATH;', 'no-restricted-properties'],
  ['src/cli/index.ts', 'export const a = process.env;', null],
  ['src/core/x.ts', 'export default 1;', 'no-restricted-exports'],
  ['src/main/tray/x.ts', "import { a } from '../../words/index.ts';", null],
  ['src/main/tray/x.ts', "import { Tray } from 'electron';", null],
  ['src/main/tray/x.ts', "import { a } from '../../renderer/common/bridge.ts';", 'no-restricted-imports'],
  ['src/main/tray/x.ts', "import { a } from '../../cli/run.ts';", 'no-restricted-imports'],
  ['src/main/tray/x.ts', "import { a } from '../../helper/run-helper.ts';", 'no-restricted-imports'],
  ['src/main/tray/x.ts', "import { spawn } from 'node:child_process';", 'no-restricted-imports'],
  ['src/main/tray/x.ts', "import { ipcMain } from 'electron';", 'no-restricted-syntax'],
  ['src/main/ipc/x.ts', "import { ipcMain } from 'electron';", null],
  ['src/main/tray/x.ts', 'export const a = process.env;', 'no-restricted-properties'],
  ['src/preload/x.ts', "import { a } from '../contracts/app/ipc.ts';", null],
  ['src/preload/x.ts', "import { a } from '../main/app.ts';", 'no-restricted-imports'],
  ['src/renderer/common/x.ts', "import { a } from '../../words/index.ts';", null],
  ['src/renderer/common/x.ts', "import { a } from '../../main/app.ts';", 'no-restricted-imports'],
  ['src/renderer/common/x.ts', "import { a } from '../../adapters/dbus/logind.ts';", 'no-restricted-imports'],
  ['src/renderer/common/x.ts', "import { ipcRenderer } from 'electron';", 'no-restricted-imports'],
  ['src/renderer/common/x.tsx', "import { a } from 'node:fs';", 'no-restricted-imports'],
  ['src/cli/x.ts', "import { a } from '../main/app.ts';", 'no-restricted-imports'],
  ['gnome-shell/src/shell/x.ts', "import Gio from 'gi://Gio'; import { a } from '../logic/choice.ts'; import { b } from './undo.ts'; import * as Main from 'resource:///org/gnome/shell/ui/main.js';", null],
  ['gnome-shell/src/shell/x.ts', "import { a } from '../../../src/core/result.ts';", 'no-restricted-imports'],
  ['gnome-shell/src/shell/x.ts', "import { a } from 'node:fs';", 'no-restricted-imports'],
  ['gnome-shell/src/shell/x.ts', "import { a } from 'preact';", 'no-restricted-imports'],
  ['gnome-shell/src/logic/x.ts', "import { a } from './choice.ts';", null],
  ['gnome-shell/src/logic/x.ts', "import Gio from 'gi://Gio';", 'no-restricted-imports'],
  ['gnome-shell/src/logic/x.ts', "import { a } from '../shell/undo.ts';", 'no-restricted-imports'],
  ['gnome-shell/src/extension.ts', 'export default 1;', null],
];

const LAYERING = new Set(['no-restricted-imports', 'no-restricted-properties', 'no-restricted-exports', 'no-restricted-syntax']);

describe('lint enforces who may import whom', () => {
  // The project's own configuration; only the rules that need types are left out, since these files do not exist.
  const eslint = new ESLint({ overrideConfig: { languageOptions: { parserOptions: { projectService: false, project: null } } }, ruleFilter: ({ ruleId }) => LAYERING.has(ruleId) });

  for (const [file, code, rule] of CASES) {
    test(`${file}: ${code} ${rule === null ? 'is allowed' : 'is refused'}`, async () => {
      const [result] = await eslint.lintText(code, { filePath: file });
      assert.equal(result?.fatalErrorCount, 0, JSON.stringify(result));
      assert.deepEqual(result.messages.map(({ ruleId }) => ruleId), rule === null ? [] : [rule]);
    });
  }
});
