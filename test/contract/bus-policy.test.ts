import { describe, test } from 'node:test';
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { STANDARD_INTERFACES } from '../../src/adapters/dbus/transport/introspection.ts';
import { BUS_NAME, MANAGER_INTERFACE } from '../../src/contracts/names.ts';
import { all, readXml } from './read-xml.ts';
import { readUnit } from './read-unit.ts';

describe('bus policy and activation', () => {
  const policies = all(readXml(readFileSync('dbus/org.quickrestart1.conf', 'utf8')), 'policy');
  const rules = policies.flatMap((policy) => policy.children.map((rule) => ({ policy: policy.attributes, rule })));

  test('only root owns the name', () => {
    const owning = rules.filter(({ rule }) => 'own' in rule.attributes || 'own_prefix' in rule.attributes);
    assert.deepEqual(owning.map(({ policy, rule }) => [policy, rule.name, rule.attributes]), [[{ user: 'root' }, 'allow', { own: BUS_NAME }]]);
  });

  test('anybody may send to the interfaces that are served, each by its name, and nothing else is allowed', () => {
    const sending = rules.filter(({ rule }) => !('own' in rule.attributes));
    for (const { policy, rule } of sending) {
      assert.deepEqual(policy, { context: 'default' });
      assert.deepEqual(Object.keys(rule.attributes).sort(), ['send_destination', 'send_interface']);
      assert.equal(rule.attributes['send_destination'], BUS_NAME);
    }
    const served = [MANAGER_INTERFACE, ...STANDARD_INTERFACES.map((one) => one.name)];
    assert.deepEqual(sending.map(({ rule }) => rule.attributes['send_interface']).sort(), served.sort());
  });

  test('the bus starts the helper through systemd only', () => {
    const service = readUnit(readFileSync('dbus/org.quickrestart1.service', 'utf8'));
    assert.deepEqual(service.get('D-BUS Service.Name'), [BUS_NAME]);
    assert.deepEqual(service.get('D-BUS Service.User'), ['root']);
    assert.deepEqual(service.get('D-BUS Service.Exec'), ['/bin/false']);
    const [unit] = service.get('D-BUS Service.SystemdService') ?? [];
    assert.ok(existsSync(`systemd/${unit ?? ''}`));
  });
});
