// node write-for-ever.ts DIRECTORY RECORDS [once]: writes histories of 1 to RECORDS records, one after the other, until it is killed.
import { HistoryFile } from '../../../../../src/adapters/history/history-file.ts';
import { EMPTY_HISTORY } from '../../../../../src/core/history/kept-history.ts';
import { sampleRestart } from '../../../../fakes/sample-history.ts';

const [, , directory = '', most = '1', once] = process.argv;
const file = new HistoryFile(directory);
for (let round = 0; ; round += 1) {
  const length = once === undefined ? (round % Number(most)) + 1 : Number(most);
  const written = file.write({ ...EMPTY_HISTORY, records: Array.from({ length }, () => sampleRestart()) });
  process.stdout.write(written.ok ? 'written\n' : `failed ${written.error.kind} ${written.error.detail}\n`);
  if (once !== undefined) break;
}
