import assert from 'node:assert/strict';
import fc from 'fast-check';
import test, { describe } from 'node:test';
import { needsStrongerAction } from '../../../../src/core/restart-plan/action-of-entry.ts';
import type { Policy } from '../../../../src/core/restart-plan/plan.ts';
import { formatPolicy, newestEntry, parsePolicy, selectByPolicy } from '../../../../src/core/restart-plan/policy.ts';
import { entryOf, machine } from '../boot-entry/support/sample-entries.ts';

describe('policies as they are written', () => {
  const cases: readonly (readonly [string, Policy | null])[] = [
    ['boot-loader', { kind: 'boot-loader' }],
    ['newest', { kind: 'newest' }],
    ['  newest\n', { kind: 'newest' }],
    ['entry:a>b', { kind: 'entry', id: 'a>b' }],
    ['entry: with blanks ', { kind: 'entry', id: ' with blanks' }],
    ['entry:', null],
    ['entry:a\nDefault=newest', null],
    ['Newest', null],
    ['', null],
  ];
  for (const [text, expected] of cases) {
    test(JSON.stringify(text), () => {
      const parsed = parsePolicy(text);
      assert.deepEqual(parsed.ok ? parsed.value : null, expected);
    });
  }
  test('what is formatted is read again', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (id) => {
        const read = parsePolicy(formatPolicy({ kind: 'entry', id }));
        return !read.ok || (read.value.kind === 'entry' && read.value.id === id.trimEnd());
      }),
    );
  });
});

const RUNNING = entryOf('6.12.100+deb13-amd64');
const NEWER = entryOf('6.12.107+deb13-amd64');
const PRE = entryOf('6.13~rc1-amd64', { recovery: true });
const LOCKED = entryOf('6.14.1-amd64', { restricted: true });
const CLOUD = entryOf('6.12.110+deb13-cloud-amd64', { default: true });
const MENU = [RUNNING, NEWER, PRE, LOCKED, CLOUD];

describe('which entry', () => {
  const gone = MENU.map((entry) => ({ ...entry, default: false }));
  const cases = [
    ['boot-loader: the default', { kind: 'boot-loader' }, MENU, CLOUD.id, 'ok'],
    ['boot-loader: no default', { kind: 'boot-loader' }, gone, undefined, 'refusal'],
    ['boot-loader: no entries', { kind: 'boot-loader' }, [], undefined, 'refusal'],
    ['newest: same flavour, no recovery, no password', { kind: 'newest' }, MENU, NEWER.id, 'ok'],
    ['newest: none of the flavour', { kind: 'newest' }, [CLOUD], CLOUD.id, 'warning'],
    ['newest: none of the flavour and no default', { kind: 'newest' }, [{ ...CLOUD, default: false }], undefined, 'refusal'],
    ['entry: there', { kind: 'entry', id: RUNNING.id }, MENU, RUNNING.id, 'ok'],
    ['entry: gone', { kind: 'entry', id: 'gone' }, MENU, CLOUD.id, 'warning'],
    ['entry: gone and no default', { kind: 'entry', id: 'gone' }, gone, undefined, 'refusal'],
  ] as const;
  for (const [name, policy, entries, id, result] of cases) {
    test(name, () => {
      const selection = selectByPolicy(entries, policy, machine());
      assert.deepEqual([selection.entry?.id, selection.check.id, selection.check.result], [id, 'default-entry', result]);
      assert.equal(selection.check.hint === '', result === 'ok');
    });
  }

  test('kernels that lie about, and no configuration: told, with what may be the matter', () => {
    const { entry, check } = selectByPolicy([{ ...NEWER, source: { kind: 'scan', file: '/usr/lib/modules', line: 0 } }], { kind: 'boot-loader' }, machine());
    assert.deepEqual([entry, check.result, check.message], [null, 'refusal', 'No boot configuration was found.']);
    assert.match(check.hint, /mounted/);
  });

  test('of several newest ones, the default', () => {
    const copy = { ...NEWER, id: 'copy', default: true };
    assert.equal(newestEntry([RUNNING, NEWER, copy], machine())?.id, 'copy');
  });
  test('of several newest ones without the default, the first', () => {
    assert.equal(newestEntry([RUNNING, NEWER, { ...NEWER, id: 'copy' }], machine())?.id, NEWER.id);
  });
});

describe('the stronger action', () => {
  const cases = [
    ['an ordinary entry', NEWER, false],
    ['a recovery entry', PRE, true],
    ['one behind a password', LOCKED, true],
    ['a kernel that no boot menu offers', { ...NEWER, source: { kind: 'scan', file: '/boot/vmlinuz-old', line: 0 } }, true],
  ] as const;
  for (const [name, entry, stronger] of cases) test(name, () => assert.equal(needsStrongerAction(entry), stronger));
});
