// unmount-target.ts DIRECTORY: does what `now --root DIRECTORY --unmount` does to mounts; prints the outcome as JSON.
import { TargetMountsTool } from '../../../src/adapters/target-mounts/target-mounts-tool.ts';
import { nobodyHolds, unmountTarget } from '../../../src/use-cases/unmount-target.ts';

const [directory = ''] = process.argv.slice(2);
const mounts = new TargetMountsTool();
const free = nobodyHolds(directory, mounts);
console.log(JSON.stringify(free.ok ? await unmountTarget(directory, mounts) : free));
