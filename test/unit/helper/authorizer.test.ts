import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import type { PolkitAnswer, PolkitQuestion } from '../../../src/adapters/dbus/polkit.ts';
import { ACTIONS } from '../../../src/contracts/actions.ts';
import type { ManagerMethod } from '../../../src/contracts/manager-interface.ts';
import { Authorizer, METHOD_ACTIONS } from '../../../src/helper/authorizer.ts';
import type { Caller } from '../../../src/helper/caller.ts';

function caller(changes: Partial<Caller> = {}): Caller {
  return { sender: ':1.7', interactive: false, signal: new AbortController().signal, uid: 1000, pid: 4711, ...changes };
}

function authority(answer: PolkitAnswer): { readonly authorizer: Authorizer; readonly asked: PolkitQuestion[] } {
  const asked: PolkitQuestion[] = [];
  const check = (question: PolkitQuestion): Promise<PolkitAnswer> => {
    asked.push(question);
    return Promise.resolve(answer);
  };
  return { authorizer: new Authorizer({ check }), asked };
}

describe('authorisation', () => {
  for (const [answer, who, kind] of [
    [{ kind: 'authorised' }, {}, 'ok'],
    [{ kind: 'denied', dismissed: false }, {}, 'not-authorised'],
    [{ kind: 'denied', dismissed: false }, { uid: 0 }, 'not-authorised'],
    [{ kind: 'denied', dismissed: true }, { interactive: true }, 'cancelled'],
    [{ kind: 'challenge' }, {}, 'authentication-required'],
    [{ kind: 'challenge' }, { interactive: true }, 'authentication-required'],
    [{ kind: 'absent', detail: 'gone' }, {}, 'not-authorised'],
    [{ kind: 'absent', detail: 'gone' }, { uid: null }, 'not-authorised'],
    [{ kind: 'absent', detail: 'gone' }, { uid: 0 }, 'ok'],
    [{ kind: 'authorised' }, { signal: AbortSignal.abort() }, 'cancelled'],
  ] as const) {
    test(`${JSON.stringify(answer)} for ${JSON.stringify(who)}: ${kind}`, async () => {
      const outcome = await authority(answer).authorizer.authorise('Load', caller(who), ACTIONS.load);
      assert.equal(outcome.ok ? 'ok' : outcome.error.kind, kind);
    });
  }

  test('polkit is asked about the caller of this call, once', async () => {
    const { authorizer, asked } = authority({ kind: 'authorised' });
    await authorizer.authorise('Load', caller({ interactive: true }), ACTIONS.loadRecovery);
    assert.deepEqual(asked.map(({ subject, action, interactive }) => ({ subject, action, interactive })), [{ subject: ':1.7', action: ACTIONS.loadRecovery, interactive: true }]);
  });

  test('a method never gets an action that it does not declare, even where polkit would say yes', async () => {
    const { authorizer, asked } = authority({ kind: 'authorised' });
    for (const method of Object.keys(METHOD_ACTIONS) as ManagerMethod[]) {
      for (const action of Object.values(ACTIONS)) {
        if ((METHOD_ACTIONS[method] as readonly string[]).includes(action)) continue;
        await assert.rejects(authorizer.authorise(method, caller(), action), /does not declare/);
      }
    }
    assert.deepEqual(asked, []);
  });

  test('four questions of one user wait at a time, whatever their connections; others are asked meanwhile', async () => {
    const answers: (() => void)[] = [];
    const check = (): Promise<PolkitAnswer> => new Promise((resolve) => answers.push(() => resolve({ kind: 'authorised' })));
    const authorizer = new Authorizer({ check });
    const ask = (uid: number | null, sender: string): Promise<string> => authorizer.authorise('Load', caller({ uid, sender }), ACTIONS.load).then((one) => (one.ok ? 'ok' : one.error.kind));
    const waiting = [1, 2, 3, 4].map((connection) => ask(1000, `:1.${connection}`));
    assert.equal(await ask(1000, ':1.5'), 'busy');
    const others = [ask(1001, ':1.6'), ask(null, ':1.7')];
    assert.equal(answers.length, 6);
    answers[0]?.();
    assert.equal(await waiting[0], 'ok');
    const again = ask(1000, ':1.5');
    assert.equal(answers.length, 7);
    for (const answer of answers) answer();
    assert.deepEqual(await Promise.all([...waiting, ...others, again]), Array(7).fill('ok'));
  });
});
