import { BUS_NAME } from '../../../src/contracts/names.ts';
import type { BusConnection } from '../../../src/adapters/dbus/transport/bus-connection.ts';
import { type ChildProgram, until } from './child-program.ts';
import { ownerOf } from './mocks.ts';
import type { PrivateBus } from './private-bus.ts';

/** The helper with a scripted engine on this bus; it stays unless `idleMs` is given. */
export async function startHelper(bus: PrivateBus, control: BusConnection, idleMs = 0): Promise<ChildProgram> {
  const helper = bus.run([process.execPath, '--disable-warning=ExperimentalWarning', 'test/fakes/dbus/scripted-helper.ts', String(idleMs)]);
  await until(async () => {
    if (!helper.running) throw new Error(`the helper ended:\n${helper.output}`);
    return (await ownerOf(control, BUS_NAME)) !== '';
  }, 'the helper on the bus', 20_000);
  return helper;
}
