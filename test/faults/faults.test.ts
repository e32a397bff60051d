// The fault suite: breaks a whole machine on purpose, row by row. `make test-faults`; each row says what must hold.
import { faultSuite } from './suite.ts';

await faultSuite({ words: process.env['FAULTS'] ?? '', isContinued: (process.env['CONTINUE'] ?? '') !== '' });
