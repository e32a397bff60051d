import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FaultOfFamily } from '../../faults/faults.ts';
import { reportOf } from '../../faults/report.ts';

const row = (id: string): FaultOfFamily => ({ id, fault: `fault ${id}`, outcome: `outcome ${id}`, withinSeconds: 1, family: 'x', play: () => Promise.resolve() });

test('docs/faults.md: a line a row in the order of the suite, and what did not hold is not hidden', () => {
  const report = reportOf([row('b'), row('a')], (fault) => ({ holds: fault.id === 'a', seconds: 12.6 }), 'kvm');
  assert.match(report, /\| b \| fault b \| \*\*did not hold:\*\* outcome b \| 13 \|\n\| a \| fault a \| outcome a \| 13 \|\n$/);
  assert.match(report, /^1 of 2 rows hold\. The processor was a real one/m);
});
