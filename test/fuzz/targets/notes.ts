import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoadRecordFile } from '../../../src/adapters/load-record/load-record-file.ts';
import { RuntimeNoteFile } from '../../../src/adapters/restart-sources/runtime-note-file.ts';
import { EMPTY_HISTORY, formatHistory, MAX_RECORDS, parseHistory } from '../../../src/core/history/kept-history.ts';
import { savedSeconds } from '../../../src/core/history/saved-seconds.ts';
import { parseStoppedMark } from '../../../src/core/history/stop-note.ts';
import { parseStopNotes } from '../../../src/core/history/stop-notes.ts';
import { formatKernels, parseKernels } from '../../../src/core/trial/kernels-text.ts';
import { NO_KERNELS_KNOWN, type Attempt, type FailedStart } from '../../../src/core/trial/kept-kernels.ts';
import type { Start } from '../../../src/core/trial/start.ts';
import { mergeStatements } from '../../../src/core/restart-required/merge-statements.ts';
import { readNeedrestart } from '../../../src/core/restart-required/needrestart-output.ts';
import { readNeedsRestarting } from '../../../src/core/restart-required/needs-restarting-output.ts';
import { groupPackages, parsePackageList } from '../../../src/core/restart-required/package-names.ts';
import { statement } from '../../../src/core/restart-required/restart-statement.ts';
import { formatStatements, parseStatements } from '../../../src/core/restart-required/stored-statements.ts';
import { ChangeNotifier } from '../../../src/helper/change-notifier.ts';
import { NOTED_MS, stopNote, stopNoteText } from '../../fakes/boot-notes.ts';
import { sampleHistory } from '../../fakes/sample-history.ts';
import { bytesOf, textOf, type FuzzTarget } from '../target.ts';

const NOW_MS = Date.UTC(2026, 0, 1);
const JSON_WORDS = ['{', '}', '[', ']', ':', ',', 'null', 'true', '-1', '1e999', '0.5', '""', '"schema":1', '"__proto__":', '\\ud800', '\0'];
const START: Start = { kernelRelease: '6.12', kernel: { path: '/boot/vmlinuz', sizeBytes: 9, modifiedMs: NOW_MS }, initrds: [], commandLine: 'root=/dev/vda1 ro' };
const ATTEMPT: Attempt = { bootId: '1', entryId: 'debian', start: START, trial: true, addedWords: ['panic=30'], atMs: NOW_MS, landedIn: null };
const FAILED: FailedStart = { start: START, entryId: 'debian', how: 'panicked', trial: true, atMs: NOW_MS, times: 1, noticedIn: '2', cameUpSince: false };
const SCRATCH = mkdtempSync(join(tmpdir(), 'quick-restart-fuzz-'));
process.on('exit', () => rmSync(SCRATCH, { recursive: true, force: true }));

export const NOTE_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'history',
    samples: [bytesOf(formatHistory({ ...EMPTY_HISTORY, records: sampleHistory() })), bytesOf(formatHistory(EMPTY_HISTORY)), bytesOf(stopNoteText() + stopNoteText({ shutdown: 'kexec' })), bytesOf('1234.56 99.1\n')],
    words: [...JSON_WORDS, 'stop 2\n', 'noted ', 'uptime ', 'shutdown ', '"records":', '"kind":"quick"', '"totalSeconds":'],
    check(input: Uint8Array): void {
      const text = textOf(input);
      const read = parseHistory(text);
      parseStopNotes(text, NOTED_MS);
      parseStoppedMark(text, stopNote());
      if (!read.ok) return;
      assert.ok(read.value.records.length <= MAX_RECORDS);
      assert.deepEqual(parseHistory(formatHistory(read.value)), read);
      savedSeconds(read.value.records, read.value.firmwareBootSeconds);
    },
  },
  {
    name: 'restart-required',
    samples: ['NEEDRESTART-VER: 3.6\nNEEDRESTART-KCUR: 6.1\nNEEDRESTART-KSTA: 3\nNEEDRESTART-UCSTA: 2\n', 'Core libraries or services have been updated:\n  * kernel\n  * glibc\n\nReboot is required to fully utilize these updates.\n', 'libc6\nlinux-base\nlibc6\n'].map(bytesOf),
    words: ['NEEDRESTART-', 'KSTA: ', '  * ', 'Reboot is required', '\n', '\r', '\u202e', '\0', 'linux-image-'],
    check(input: Uint8Array): void {
      const text = textOf(input);
      const { names, malformedLines } = parsePackageList(text);
      assert.ok(names.length + malformedLines <= text.length + 1);
      const reasons = mergeStatements([...readNeedrestart(text), ...readNeedsRestarting(text), ...groupPackages(names).map(({ kind, packages }) => statement(kind, 'required-file', { packages }))]);
      for (const { message, packages } of reasons) {
        assert.ok(message.length < 10_000 && packages.length <= 50);
        assert.doesNotMatch(message, /[\p{Cc}\u202e]/u);
      }
    },
  },
  {
    name: 'stored-statements',
    samples: [bytesOf(formatStatements([statement('kernel-updated', 'needrestart', { packages: { names: ['linux-image-amd64'], inAll: 1 }, sinceMs: NOW_MS }), statement('requested', 'package-kit')]))],
    words: [...JSON_WORDS, '"kind":', '"source":', '"packages":', '"sinceMs":'],
    check(input: Uint8Array): void {
      const read = parseStatements(textOf(input), NOW_MS);
      if (read !== null) assert.deepEqual(parseStatements(formatStatements(read), NOW_MS), read);
    },
  },
  {
    name: 'known-kernels',
    samples: [formatKernels(NO_KERNELS_KNOWN), formatKernels({ attempt: ATTEMPT, cameUp: [{ start: START, how: 'quick', atMs: NOW_MS }], failed: [FAILED] })].map(bytesOf),
    words: [...JSON_WORDS, '"attempt":', '"cameUp":', '"failed":', '"start":', '"atMs":'],
    check(input: Uint8Array): void {
      const read = parseKernels(textOf(input));
      if (read.ok) assert.deepEqual(parseKernels(formatKernels(read.value)), read);
    },
  },
  {
    name: 'notes-of-the-helper',
    samples: ['{"state":"loaded","entryId":"debian","sinceBootSeconds":12.5}\n', '{"schema":1,"properties":{"LoadedEntry":"\\"x\\""},"entries":"abc"}\n'].map(bytesOf),
    words: [...JSON_WORDS, '"state":"loading"', '"entryId":', '"properties":', '"entries":null'],
    check(input: Uint8Array): void {
      const path = join(SCRATCH, 'note.json');
      writeFileSync(path, input);
      const record = new LoadRecordFile(path).read();
      assert.ok(record !== null && ['loading', 'loaded'].includes(record.state) && typeof record.entryId === 'string');
      const told: string[] = [];
      const notifier = new ChangeNotifier({ emit: (signal) => told.push(signal), emitChanged: () => told.push('changed') }, { note: new RuntimeNoteFile(path), onFailure: () => undefined });
      notifier.entriesRead({ entries: [], diagnostics: [] });
      assert.ok(told.length <= 1);
    },
  },
];
