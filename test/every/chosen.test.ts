// The ways into a restart of `make test`: one that is quick, up to the next boot, and one where loading hangs. All of them: `make test-every`.
import { describe } from 'node:test';
import { DEBIAN_13 } from '../../scripts/guest/releases.ts';
import { PATHS } from './paths.ts';
import { walkAll } from './walk-all.ts';

const CHOSEN = ['systemctl-on', 'load-hangs-on'];

describe('ways into a restart in every-restart mode', { timeout: 3_600_000 }, () => {
  walkAll(CHOSEN.map((id) => PATHS.find((path) => path.id === id)!), DEBIAN_13);
});
