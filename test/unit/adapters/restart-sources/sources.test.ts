import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { describe } from 'node:test';
import { asItIs } from '../../../../src/core/sentence.ts';
import { restartSources } from '../../../../src/adapters/restart-sources/index.ts';
import { RequiredFileSource } from '../../../../src/adapters/restart-sources/required-file.ts';
import { RuntimeNoteFile, RUNTIME_NOTES } from '../../../../src/adapters/restart-sources/runtime-note-file.ts';
import { needrestart, needsRestarting } from '../../../../src/adapters/restart-sources/scanners.ts';
import { LocalBootFiles } from '../../../../src/adapters/boot-files/local-boot-files.ts';
import { mergeStatements } from '../../../../src/core/restart-required/merge-statements.ts';
import { isRestartRequired, type RestartReason, type RestartReasonKind } from '../../../../src/core/restart-required/restart-reason.ts';
import { statement } from '../../../../src/core/restart-required/restart-statement.ts';
import { formatStatements } from '../../../../src/core/restart-required/stored-statements.ts';
import { said } from '../../../../src/core/said.ts';
import type { RestartContext } from '../../../../src/ports/restart-source.ts';
import { ChildProgram, sleep } from '../../../fakes/dbus/child-program.ts';
import { type MemoryTree, memoryFiles } from '../../../fakes/memory-files.ts';
import { sampleEntry } from '../../../fakes/sample-plan.ts';
import { temporaryTree } from '../../../fakes/temporary-directory.ts';

/** Writes the same note 500 times, and says which write failed. */
const NOTE_WRITER = `
import { RuntimeNoteFile } from '${new URL('../../../../src/adapters/restart-sources/runtime-note-file.ts', import.meta.url).href}';
const note = new RuntimeNoteFile(process.argv[1]);
for (let time = 0; time < 500; time += 1) { const written = note.write('whole'); if (!written.ok) console.log(written.error); }
`;
const RUNNING = '6.12.100+deb13-amd64';
const NEWER = '6.12.107+deb13-amd64';
const NEVER = new AbortController().signal;

function context(defaultRelease: string | null, installed: readonly string[] = [], container = false): RestartContext {
  const entries = [...(defaultRelease === null ? [] : [sampleEntry({ default: true, kernelRelease: defaultRelease })]), ...installed.map((release) => sampleEntry({ default: false, kernelRelease: release }))];
  return { machine: { kernelRelease: RUNNING, container } as RestartContext['machine'], entries, nowMs: Date.now() };
}

function reasons(tree: MemoryTree, where: RestartContext): readonly RestartReason[] {
  const files = memoryFiles({ '/proc/modules': '', ...tree });
  return mergeStatements(restartSources(files).flatMap((source) => source.read(where)));
}

interface Case {
  readonly name: string;
  readonly tree: MemoryTree;
  readonly kinds: readonly RestartReasonKind[];
  readonly sure: boolean;
}

/** What each source can say; every combination of them is tried. */
const MODULES: MemoryTree = { [`/lib/modules/${RUNNING}/modules.dep`]: '' };
const KERNELS: readonly (Case & { readonly where: RestartContext })[] = [
  { name: 'current', tree: MODULES, where: context(RUNNING), kinds: [], sure: false },
  { name: 'superseded', tree: MODULES, where: context(NEWER), kinds: ['kernel-superseded'], sure: true },
  { name: 'superseded, not by default', tree: MODULES, where: context(RUNNING, [NEWER]), kinds: ['kernel-superseded'], sure: false },
  { name: 'modules gone', tree: {}, where: context(NEWER), kinds: ['modules-gone', 'kernel-superseded'], sure: true },
  { name: 'modules gone, nothing newer', tree: {}, where: context(RUNNING), kinds: ['modules-gone'], sure: false },
  { name: 'in a container', tree: {}, where: context(NEWER, [], true), kinds: [], sure: false },
];
const FILES: readonly Case[] = [
  { name: 'no file', tree: {}, kinds: [], sure: false },
  { name: 'the file alone', tree: { '/run/reboot-required': '' }, kinds: ['requested'], sure: true },
  { name: 'the list alone: an old one', tree: { '/run/reboot-required.pkgs': 'libc6\n' }, kinds: [], sure: false },
  { name: 'a kernel', tree: { '/run/reboot-required': '', '/run/reboot-required.pkgs': 'linux-image-amd64\n' }, kinds: ['kernel-updated'], sure: true },
  { name: 'all sorts', tree: { '/run/reboot-required': '', '/run/reboot-required.pkgs': 'linux-base\ngrub-common\nlibc6\nsnapd\n' }, kinds: ['kernel-updated', 'boot-chain', 'libraries', 'requested'], sure: true },
  { name: "zypper's", tree: { '/run/reboot-needed': '' }, kinds: ['requested'], sure: true },
];
const NIXOS: readonly Case[] = [
  { name: 'no NixOS', tree: {}, kinds: [], sure: false },
  { name: 'the booted system', tree: nixos('a', 'a'), kinds: [], sure: false },
  { name: 'another system', tree: nixos('a', 'b'), kinds: ['kernel-updated'], sure: true },
];
const PACKAGE_KIT: readonly Case[] = [
  { name: 'PackageKit silent', tree: {}, kinds: [], sure: false },
  { name: 'PackageKit asks', tree: { [RUNTIME_NOTES.packageKit]: formatStatements([statement('libraries', 'package-kit', { packages: { names: ['glibc'], inAll: 1 } })]) }, kinds: ['libraries'], sure: true },
  { name: 'a damaged note', tree: { [RUNTIME_NOTES.packageKit]: '{"schema":1,"state' }, kinds: [], sure: false },
];
const SCANS: readonly Case[] = [
  { name: 'no scan', tree: {}, kinds: [], sure: false },
  { name: 'microcode', tree: { [RUNTIME_NOTES.scanned]: formatStatements([statement('boot-chain', 'needrestart', { confidence: 'likely' })]) }, kinds: ['boot-chain'], sure: false },
  { name: 'needs-restarting', tree: { [RUNTIME_NOTES.scanned]: formatStatements([statement('requested', 'needs-restarting')]) }, kinds: ['requested'], sure: true },
];
const ORDER: readonly RestartReasonKind[] = ['modules-gone', 'kernel-superseded', 'kernel-updated', 'boot-chain', 'libraries', 'requested'];

function nixos(booted: string, current: string): MemoryTree {
  const parts = (system: string): MemoryTree => ({ [`/nix/store/${system}/kernel`]: 'k', [`/nix/store/${system}/initrd`]: 'i', [`/nix/store/${system}/kernel-modules/lib`]: 'm' });
  return { ...parts('a'), ...parts('b'), '/run/booted-system': { link: `/nix/store/${booted}` }, '/run/current-system': { link: `/nix/store/${current}` } };
}

describe('every combination of sources', () => {
  for (const kernel of KERNELS) {
    for (const file of FILES) {
      test(`kernel ${kernel.name}; ${file.name}; whatever the others say`, () => {
        for (const system of NIXOS) for (const kit of PACKAGE_KIT) for (const scan of SCANS) {
          const all = [kernel, file, system, kit, scan];
          const found = reasons(Object.assign({}, ...all.map((one) => one.tree)) as MemoryTree, kernel.where);
          const said = new Set(all.flatMap((one) => one.kinds));
          if (kernel.kinds.includes('kernel-superseded') && kernel.sure) said.delete('kernel-updated');
          const name = all.map((one) => one.name).join('; ');
          assert.deepEqual(found.map((reason) => reason.kind), ORDER.filter((kind) => said.has(kind)), name);
          assert.equal(isRestartRequired(found), all.some((one) => one.sure), name);
          for (const { message, sources } of found) assert.ok(/[.)]$|quick-restart now \S+$/.test(message) && sources.length > 0, message);
        }
      });
    }
  }
});

describe('what is told', () => {
  const required = (pkgs: string | Uint8Array): readonly RestartReason[] => reasons({ ...MODULES, '/run/reboot-required': '', '/run/reboot-required.pkgs': pkgs }, context(RUNNING));

  test('thousands of packages: a bounded list, and how many more', () => {
    const [reason] = required(Array.from({ length: 5000 }, (_, at) => `package-${at}`).join('\n'));
    assert.equal(reason?.message, 'Updates of these packages take a restart: package-0, package-1, package-2, package-3 and 4996 more.');
    assert.deepEqual([reason.packages.length, reason.morePackages], [50, 4950]);
  });
  test('a list beyond all sense: its start, whole lines only', () => {
    const [reason] = required('abcdefgh\n'.repeat(200_000));
    assert.deepEqual(reason?.packages, ['abcdefgh']);
  });
  test('bytes that are no text, and lines that are no names', () => {
    const [bytes] = required(Uint8Array.from({ length: 4096 }, (_, at) => at % 256));
    assert.match(bytes?.message ?? '', /^An update asked for a restart, but no line of \/run\/reboot-required\.pkgs \(\d+\) names a package\.$/);
    const [some] = required('snapd\n\u001b[2J\n\0\n');
    assert.equal(some?.message, 'Updates of these packages take a restart: snapd; 2 more lines of the list name no package.');
  });
  test('a kernel that is superseded takes in its package, with the earliest time and every source', () => {
    const [reason, ...others] = mergeStatements([
      statement('kernel-superseded', 'running-kernel', { message: asItIs('A restart brings it.'), sinceMs: 20 }),
      statement('kernel-updated', 'required-file', { packages: { names: ['linux-image-amd64'], inAll: 1 }, sinceMs: 10 }),
      statement('kernel-superseded', 'needrestart', { confidence: 'likely' }),
    ]);
    assert.deepEqual(others, []);
    assert.deepEqual(reason, {
      kind: 'kernel-superseded', ...said(asItIs('A restart brings it.')), packages: ['linux-image-amd64'], morePackages: 0, sinceMs: 10, confidence: 'sure', sources: ['running-kernel', 'required-file', 'needrestart'],
    });
  });
  test('a file that goes takes its reason along; its time is the reason’s, unless it lies in the future', (t) => {
    const root = temporaryTree(t, { 'run/reboot-required': '' });
    const source = new RequiredFileSource(new LocalBootFiles(root));
    const nowMs = Date.now() + 1000;
    const read = (at: number): readonly (number | null)[] => source.read({ ...context(null), nowMs: at }).map((one) => one.sinceMs);
    assert.ok(nowMs - (read(nowMs)[0] ?? 0) < 60_000);
    assert.deepEqual(read(nowMs - 86_400_000), [null]);
    assert.deepEqual(new RequiredFileSource(new LocalBootFiles(temporaryTree(t))).read(context(null)), []);
  });
});

describe('a note below /run', () => {
  test('is written, read, replaced', (t) => {
    const file = join(temporaryTree(t), 'quick-restart/told.json');
    const note = new RuntimeNoteFile(file);
    assert.deepEqual(note.read(), { kind: 'none' });
    for (const text of ['one', 'two']) {
      assert.ok(note.write(text).ok);
      assert.deepEqual(note.read(), { kind: 'text', text });
    }
  });
  test('where it cannot be replaced it is emptied, so that the old one is not taken for the new', (t) => {
    const file = join(temporaryTree(t, { 'told.json': 'old' }), 'told.json');
    mkdirSync(`${file}.${process.pid}.new`); // nothing can be written under this name, as on a full disk
    const written = new RuntimeNoteFile(file).write('new');
    assert.equal(written.ok, false);
    assert.equal(readFileSync(file, 'utf8'), '');
  });
  test('two helpers that write at once, as one ends and the next starts: neither fails, and it is never empty', async (t) => {
    const file = join(temporaryTree(t, { 'told.json': 'whole' }), 'told.json');
    const writers = [1, 2].map(() => new ChildProgram([process.execPath, '--disable-warning=ExperimentalWarning', '--input-type=module', '-e', NOTE_WRITER, file]));
    const over = Promise.all(writers.map(async (writer) => `${await writer.ended} ${writer.output}`));
    const read = new Set<string>();
    while (writers.some((writer) => writer.running)) {
      read.add(readFileSync(file, 'utf8'));
      await sleep(1);
    }
    assert.deepEqual([await over, [...read]], [['0 ', '0 '], ['whole']]);
  });
  test('a folder in its place is unreadable', (t) => {
    const root = temporaryTree(t);
    assert.deepEqual(new RuntimeNoteFile(root).read(), { kind: 'unreadable' });
    writeFileSync(join(root, 'x'), '');
    truncateSync(join(root, 'x'), 2 * 1024 * 1024);
    assert.deepEqual(new RuntimeNoteFile(join(root, 'x')).read(), { kind: 'unreadable' });
  });
});

describe('programs that scan', () => {
  const program = (t: test.TestContext, script: string): string => {
    const file = join(temporaryTree(t), 'program');
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  };
  test('needrestart is run in batch mode, for kernel and microcode, listing only', async (t) => {
    const said = await needrestart(program(t, '[ "$*" = "-b -k -w -r l" ] || exit 7\necho "NEEDRESTART-VER: 3.6"; echo "NEEDRESTART-KSTA: 2"')).scan(NEVER);
    assert.deepEqual(said.kind === 'said' && said.statements.map((one) => [one.kind, one.source]), [['kernel-updated', 'needrestart']]);
  });
  test('the first of two that is installed', async (t) => {
    const dnf = program(t, '[ "$*" = "-C needs-restarting -r" ] || exit 7\necho "  * kernel"; echo "Reboot is required to fully utilize these updates."; exit 1');
    const said = await needsRestarting(['/nonexistent', dnf]).scan(NEVER);
    assert.deepEqual(said.kind === 'said' && said.statements.map((one) => [one.kind, one.source]), [['kernel-updated', 'needs-restarting']]);
  });

  const NONE = '/nonexistent';
  const LACKING = `echo "No such command: needs-restarting. Please use /usr/bin/dnf --help" >&2; exit 1`;
  const LACKING_5 = `printf '%s\\n' 'Unknown argument "needs-restarting" for command "dnf5".' "It could be a command provided by a plugin, try: dnf5 install 'dnf5-command(needs-restarting)'" >&2; exit 2`;
  for (const [name, script, answer] of [
    ['needrestart: nothing to say', 'echo "NEEDRESTART-VER: 3.6"; echo "NEEDRESTART-KSTA: 1"', { kind: 'said', statements: [] }],
    ['needrestart: not installed', null, { kind: 'absent' }],
    ['needrestart: it fails, whatever it says', 'echo "NEEDRESTART-VER: 3.6"; echo "NEEDRESTART-KSTA: 2"; echo; echo "Can not load it" >&2; exit 9', { kind: 'failed', detail: 'exit code 9: Can not load it' }],
    ['needrestart: other words', 'echo "Usage: something else"', { kind: 'failed', detail: 'its answer is not understood: Usage: something else' }],
    ['needrestart: no words', 'exit 0', { kind: 'failed', detail: 'its answer is not understood: it wrote nothing' }],
    ['needrestart: without end', 'exec sleep 60', { kind: 'failed', detail: 'it did not end within 0.5 s' }],
    ['needrestart: killed', 'kill -9 $$', { kind: 'failed', detail: 'something killed it' }],
    ['dnf: nothing to say', 'echo "Reboot should not be necessary."', { kind: 'said', statements: [] }],
    ['dnf: not installed', null, { kind: 'absent' }],
    ['dnf: without its plugin', LACKING, { kind: 'absent' }],
    ['dnf 5: without its plugin', LACKING_5, { kind: 'absent' }],
    ['dnf: it fails with the code that means yes', 'echo "Error: the rpm database is damaged" >&2; exit 1', { kind: 'failed', detail: 'exit code 1: Error: the rpm database is damaged' }],
    ['dnf: it fails', 'exit 3', { kind: 'failed', detail: 'exit code 3: it wrote nothing' }],
  ] as const) {
    test(name, async (t) => {
      const path = script === null ? NONE : program(t, script);
      const scanner = name.startsWith('dnf') ? needsRestarting([NONE, path], 500) : needrestart(path, 500);
      assert.deepEqual(await scanner.scan(NEVER), answer);
    });
  }

  test('stopped: it failed, and soon', async (t) => {
    const stop = new AbortController();
    const scanning = needrestart(program(t, 'exec sleep 60')).scan(stop.signal);
    stop.abort();
    assert.deepEqual(await scanning, { kind: 'failed', detail: 'it was stopped' });
  });
  test('a link to nowhere is no program', async (t) => {
    const link = join(temporaryTree(t), 'link');
    symlinkSync('/nonexistent', link);
    assert.deepEqual(await needrestart(link).scan(NEVER), { kind: 'absent' });
  });
});
