import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ACTIONS } from '../../src/contracts/actions.ts';
import { METHOD_ACTIONS } from '../../src/helper/authorizer.ts';
import { all, readXml, type Element } from './read-xml.ts';

const DEFAULTS = {
  [ACTIONS.load]: { allow_any: 'auth_admin', allow_inactive: 'auth_admin', allow_active: 'yes' },
  [ACTIONS.loadRecovery]: { allow_any: 'auth_admin', allow_inactive: 'auth_admin', allow_active: 'auth_admin' },
  [ACTIONS.setDefault]: { allow_any: 'auth_admin_keep', allow_inactive: 'auth_admin_keep', allow_active: 'auth_admin_keep' },
  [ACTIONS.everyRestart]: { allow_any: 'auth_admin_keep', allow_inactive: 'auth_admin_keep', allow_active: 'auth_admin_keep' },
  [ACTIONS.trust]: { allow_any: 'auth_admin_keep', allow_inactive: 'auth_admin_keep', allow_active: 'auth_admin_keep' },
  [ACTIONS.setBootLoaderDefault]: { allow_any: 'auth_admin_keep', allow_inactive: 'auth_admin_keep', allow_active: 'auth_admin_keep' },
};

describe('polkit actions', () => {
  const actions = all(readXml(readFileSync('polkit/org.quickrestart1.policy', 'utf8')), 'action');
  const textOf = (element: Element, name: string): string => all(element, name)[0]?.text ?? '';

  test('those that the program asks for, and no others', () => {
    assert.deepEqual(actions.map((one) => one.attributes['id']), Object.values(ACTIONS));
    assert.deepEqual([...new Set(Object.values(METHOD_ACTIONS).flat())].sort(), Object.values(ACTIONS).sort());
  });

  test('the defaults are the agreed ones', () => {
    const written = actions.map((one) => [one.attributes['id'], Object.fromEntries(all(one, 'defaults')[0]!.children.map((child) => [child.name, child.text]))]);
    assert.deepEqual(Object.fromEntries(written), DEFAULTS);
  });

  test('each argues its defaults under SECURITY, and says in plain words what it is for', () => {
    for (const one of actions) {
      assert.match(one.comment.trim(), /^SECURITY:\n {5}- /, one.attributes['id']);
      assert.match(textOf(one, 'description'), /^[A-Z][^.]+[^.]$/);
      assert.match(textOf(one, 'message'), /^Authentication is required to [^.]+[^.]$/);
      assert.doesNotMatch(textOf(one, 'description') + textOf(one, 'message'), /kexec|D-Bus|polkit/);
    }
  });
});
