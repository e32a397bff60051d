import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { restartReasons, type RestartFacts } from '../../../../src/core/restart-required/restart-reasons.ts';

const QUIET: RestartFacts = { requiredFile: { present: false, packages: [] }, runningRelease: '6.12.100+deb13-amd64', defaultRelease: '6.12.100+deb13-amd64', modulesPresent: true };

describe('why a restart is required', () => {
  const cases: readonly (readonly [string, Partial<RestartFacts>, readonly string[]])[] = [
    ['nothing happened', {}, []],
    ['packages asked for it', { requiredFile: { present: true, packages: ['libc6', 'dbus'] } }, ['requested']],
    ['the file without packages', { requiredFile: { present: true, packages: [] } }, ['requested']],
    ['packages without the file: an old list that nobody removed', { requiredFile: { present: false, packages: ['libc6'] } }, []],
    ['the default is newer', { defaultRelease: '6.12.107+deb13-amd64' }, ['kernel-superseded']],
    ['the default is older: somebody started a newer one by hand', { defaultRelease: '6.12.90+deb13-amd64' }, []],
    ['the default is a release candidate of the running one', { runningRelease: '6.13.0', defaultRelease: '6.13.0-rc7' }, []],
    ['the running one is a release candidate', { runningRelease: '6.13.0-rc7', defaultRelease: '6.13.0' }, ['kernel-superseded']],
    ['the default is the same kernel of another flavour', { defaultRelease: '6.12.100+deb13-cloud-amd64' }, []],
    ['the default is unknown', { defaultRelease: null }, []],
    ['the modules are gone', { modulesPresent: false }, ['modules-gone']],
    ['everything, most pressing first', { requiredFile: { present: true, packages: ['linux-image'] }, defaultRelease: '6.12.107+deb13-amd64', modulesPresent: false }, ['modules-gone', 'kernel-superseded', 'requested']],
  ];
  for (const [name, facts, kinds] of cases) test(name, () => assert.deepEqual(restartReasons({ ...QUIET, ...facts }).map((reason) => reason.kind), kinds));

  test('it says which packages', () => {
    const [reason] = restartReasons({ ...QUIET, requiredFile: { present: true, packages: ['libc6', 'dbus'] } });
    assert.deepEqual(reason, { kind: 'requested', message: 'Updates of these packages take a restart: libc6, dbus.', packages: ['libc6', 'dbus'] });
  });
  test('it says which kernels', () => {
    const [reason] = restartReasons({ ...QUIET, defaultRelease: '6.12.107+deb13-amd64' });
    assert.equal(reason?.message, 'A restart brings the newer kernel 6.12.107+deb13-amd64; 6.12.100+deb13-amd64 is running.');
  });
});
