import { BUS_NAME } from '../../../src/contracts/names.ts';
import { debianTree } from '../engine-machine.ts';
import { temporaryTree } from '../temporary-directory.ts';
import { type ChildProgram, until } from './child-program.ts';
import { ownerOf } from './mocks.ts';
import { PrivateBus } from './private-bus.ts';

/** A private bus with the helper on it: its real engine on a small Debian tree. Both end with the test. */
export async function startTreeHelper(t: Parameters<typeof temporaryTree>[0]): Promise<{ readonly bus: PrivateBus; readonly helper: ChildProgram }> {
  const root = temporaryTree(t, { ...debianTree(), 'proc/modules': '', 'run/quick-restart/x': '', 'etc/quick-restart/quick-restart.conf.d/x': '' });
  const bus = await PrivateBus.start();
  t.after(() => bus.stop());
  const control = await bus.connect();
  const helper = bus.run([process.execPath, '--disable-warning=ExperimentalWarning', 'test/fakes/dbus/tree-helper.ts', root, '0']);
  await until(async () => helper.running && (await ownerOf(control, BUS_NAME)) !== '', 'the helper on the bus', 20_000);
  return { bus, helper };
}
