// The ten faults of `make test`; all of them: `make test-faults`.
import { faultSuite } from './suite.ts';

await faultSuite({ words: 'chosen', isContinued: false });
