import assert from 'node:assert/strict';
import test, { after, afterEach, before, describe } from 'node:test';
import { until } from '../fakes/dbus/child-program.ts';
import { isGone, opens, startSession, type Session } from './support/session.ts';

const DIALOG = 'Main.endSessionDialog';
const SET = (mode: string): readonly string[] => [`helper SetEveryRestart ${mode}`, 'helper answers SetEveryRestart'];

/** GNOME's own session manager asks before the session ends; the tests follow each other in one session. */
describe('restarting from the panel of GNOME where its session manager runs', () => {
  let session: Session;
  before(async () => {
    session = await startSession({ name: 'session-manager', managed: true });
  });
  afterEach(() => session.shell.tidyUp().catch(() => undefined)); // at the end there is no shell any more
  after(() => session.stop());

  const mode = async (): Promise<string> => (JSON.parse(await session.desktop.shell('quick-restart every-restart status --json')) as { readonly mode: string }).mode;

  /** Presses the window's button, and waits for GNOME's question. */
  async function press(line: string, button: string): Promise<void> {
    const { shell, app, calls } = session;
    const page = await opens(session, line, ['Cancel', button]);
    calls.forget();
    await app.click(page, 'Restart', button);
    await shell.settled(`${DIALOG}.state === 0`, 'GNOME’s question', 30_000);
  }

  /** A button of GNOME's question. */
  async function answer(label: string): Promise<void> {
    await session.shell.clickActor(`${DIALOG}.dialogLayout.buttonLayout.get_children().find((one) => one.visible && one.label === ${JSON.stringify(label)})`);
  }

  test('Quick Restart, and no to GNOME’s question: within a second the next restart is an ordinary one, and nothing was loaded', async () => {
    const { desktop, shell, calls } = session;
    await press('Quick Restart…', 'Quick Restart');
    await shell.picture('question');
    assert.deepEqual([calls.deeds(), await mode()], [SET('once'), 'once']);
    await answer('Cancel');
    await until(() => calls.deeds().length === 4, 'set back', 1_000);
    assert.deepEqual(calls.deeds(), [...SET('once'), ...SET('off')]);
    await isGone(session);
    assert.deepEqual([await mode(), await desktop.shell('cat /sys/kernel/kexec_loaded')], ['off', '0\n']);
  });

  test('an ordinary Restart, and no: nothing was set', async () => {
    const { calls } = session;
    await press('Restart…', 'Restart');
    await answer('Cancel');
    await isGone(session);
    assert.deepEqual(calls.deeds(), []);
  });

  test('a program with unsaved work is named in the question', async () => {
    const { desktop, shell } = session; // gnome-session holds a lock of logind's for it
    const holds = desktop.program('person', ['gnome-session-inhibit', '--inhibit', 'logout', '--app-id', 'org.quickrestart1.Tray', '--reason', 'A letter is not saved', 'sleep', '600']);
    await press('Quick Restart…', 'Quick Restart');
    await shell.settled(`(function texts(actor) { return [actor.text ?? '', ...actor.get_children().map(texts)].join(' '); })(${DIALOG}.dialogLayout).includes('A letter is not saved')`, 'the program’s reason', 20_000);
    await shell.picture('unsaved');
    await answer('Cancel');
    await isGone(session);
    assert.equal(await mode(), 'off');
    await desktop.shell('kill $(pgrep --full "^sleep 600")');
    await holds.ended;
  });

  test('yes: the session ends, its manager asks logind, and the next restart is the quick one that was shown', async () => {
    const { desktop, calls } = session;
    await press('Quick Restart…', 'Quick Restart');
    await answer('Restart');
    await until(() => calls.deeds().some((deed) => deed.startsWith('logind answers Reboot')), 'the restart', 60_000);
    assert.deepEqual(calls.deeds().slice(0, 3), [...SET('once'), 'logind Reboot true']);
    assert.deepEqual([await mode(), await desktop.shell('cat /sys/kernel/kexec_loaded')], ['once', '0\n']);
  });
});
