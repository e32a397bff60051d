import assert from 'node:assert/strict';
import type { Fault } from '../fault.ts';
import { type Stand, survive } from '../stand.ts';
import { EXIT, GO, KEXEC_WAITS, LOADED, WITHIN } from './ways.ts';

const CALL = 'busctl --timeout=120 call org.quickrestart1 /org/quickrestart1 org.quickrestart1.Manager';
const HELPER_PID = 'systemctl show --value -p MainPID quick-restartd.service';

/** Several who want something at the same time. */
export const CALLERS: readonly Fault[] = [
  {
    id: 'callers-64',
    fault: '64 callers load at the same moment',
    outcome: 'each is answered by the same helper; what is loaded then is taken back by one unload',
    withinSeconds: 300,
    play: async (stand: Stand): Promise<void> => {
      const { root, person } = stand;
      await person.read('quick-restart status');
      const helper = await root.read(HELPER_PID);
      const answers = await person.read(`for i in $(seq 64); do { ${CALL} Load st '' 0 >/dev/null 2>/tmp/answer.$i; echo "$? $(head -c 200 /tmp/answer.$i | tr '\\n' ' ')"; } & done; wait`, 280_000);
      const lines = answers.split('\n');
      assert.equal(lines.length, 64, answers);
      assert.ok(lines.every((line) => /^0 ?$|another load|busy|limit/i.test(line)), answers);
      assert.ok(lines.some((line) => line.startsWith('0')), answers);
      assert.equal(await root.read(HELPER_PID), helper, 'the helper died');
      await person.read('quick-restart unload');
      await stand.nothingLoaded();
    },
  },
  {
    id: 'two-people',
    fault: "somebody else says `now --yes` while the first one's kernel is being loaded",
    outcome: 'the second is told that a load is under way, and takes nothing away: quick restart',
    chosen: true,
    withinSeconds: WITHIN.restart,
    ends: { way: 'quick' },
    play: async (stand: Stand): Promise<void> => {
      const { root, person } = stand;
      await root.read(KEXEC_WAITS);
      const boot = root.bootId;
      const first = survive(person.run('quick-restart now --yes'));
      await stand.until(LOADED);
      const second = await root.run('quick-restart now --yes');
      assert.equal(second.code, EXIT.failed, second.stdout + second.stderr);
      assert.match(second.stderr, /under way/);
      await root.read(GO);
      assert.ok([0, undefined].includes((await first)?.code));
      await stand.booted(boot);
    },
  },
];
