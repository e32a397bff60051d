import assert from 'node:assert/strict';
import test, { describe } from 'node:test';
import { runningKernelStatements, type RunningKernelFacts } from '../../../../src/core/restart-required/running-kernel.ts';
import { inEnglish } from '../../../../src/core/sentence.ts';

const RUNNING = '6.12.100+deb13-amd64';
const QUIET: RunningKernelFacts = { runningRelease: RUNNING, defaultRelease: RUNNING, installedReleases: [RUNNING], modulesPresent: true, installedSince: () => null };
const NEWER = '6.12.107+deb13-amd64';

describe('what the running kernel says about a restart', () => {
  const cases: readonly (readonly [string, Partial<RunningKernelFacts>, readonly string[]])[] = [
    ['nothing happened', {}, []],
    ['the default is newer', { defaultRelease: NEWER, installedReleases: [NEWER, RUNNING] }, ['kernel-superseded sure']],
    ['the default is newer and of another flavour: a restart brings it all the same', { defaultRelease: '6.12.107+deb13-cloud-amd64' }, ['kernel-superseded sure']],
    ['the default is older: somebody started a newer one by hand', { defaultRelease: '6.12.90+deb13-amd64' }, []],
    ['the default is a release candidate of the running one', { runningRelease: '6.13.0', defaultRelease: '6.13.0-rc7' }, []],
    ['the running one is a release candidate', { runningRelease: '6.13.0-rc7', defaultRelease: '6.13.0' }, ['kernel-superseded sure']],
    ['the default is the same kernel of another flavour', { defaultRelease: '6.12.100+deb13-cloud-amd64' }, []],
    ['the default is unknown', { defaultRelease: null }, []],
    ['a newer one is installed, and the boot loader does not start it', { installedReleases: [RUNNING, NEWER] }, ['kernel-superseded likely']],
    ['a newer one is installed, and the default is unknown', { defaultRelease: null, installedReleases: [NEWER] }, ['kernel-superseded likely']],
    ['a newer one of another flavour only', { installedReleases: [RUNNING, '6.12.107+deb13-cloud-amd64'] }, []],
    ['an older one of the flavour only', { installedReleases: [RUNNING, '6.12.90+deb13-amd64'] }, []],
    ['only a pre-release is newer by the alphabet', { runningRelease: '6.13.0', defaultRelease: '6.13.0', installedReleases: ['6.13.0', '6.13.0-rc7'] }, []],
    ['the modules are gone, and a restart starts another kernel', { modulesPresent: false, defaultRelease: NEWER }, ['modules-gone sure', 'kernel-superseded sure']],
    ['the modules are gone, and a restart starts the same kernel again', { modulesPresent: false }, ['modules-gone likely']],
    ['the modules are gone, and nobody knows what a restart starts', { modulesPresent: false, defaultRelease: null }, ['modules-gone likely']],
    ['a kernel without modules', { modulesPresent: null }, []],
  ];
  for (const [name, facts, said] of cases) {
    test(name, () => assert.deepEqual(runningKernelStatements({ ...QUIET, ...facts }).map((one) => `${one.kind} ${one.confidence}`), said));
  }

  test('it says which kernels, and since when', () => {
    const [said] = runningKernelStatements({ ...QUIET, defaultRelease: NEWER, installedSince: (release) => (release === NEWER ? 1_800_000_000_000 : null) });
    assert.equal(said?.message && inEnglish(said.message), `A restart brings the newer kernel ${NEWER}; ${RUNNING} is running.`);
    assert.equal(said?.sinceMs, 1_800_000_000_000);
  });
  test('where the boot loader starts another one it names both, and how to start the newer', () => {
    const [said] = runningKernelStatements({ ...QUIET, installedReleases: [NEWER, RUNNING] });
    assert.equal(said?.message && inEnglish(said.message), `The newer kernel ${NEWER} is installed and ${RUNNING} is running, but the boot loader starts ${RUNNING}. To start it: quick-restart now ${NEWER}`);
  });
});
