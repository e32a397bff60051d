import { PLAIN_APPEARANCE } from '../../../../src/adapters/dbus/desktop-appearance.ts';
import type { RestartHow } from '../../../../src/contracts/app/preferences.ts';
import type { RestartView } from '../../../../src/contracts/app/restart-window.ts';
import { err, ok } from '../../../../src/core/result.ts';
import { RestartModel, type RestartModelParts } from '../../../../src/main/restart/restart-model.ts';
import { Store } from '../../../../src/main/state/store.ts';
import type { NextRestart } from '../../../../src/ports/next-restart.ts';
import type { DesktopSession } from '../../../../src/ports/session-manager.ts';
import type { RestartError } from '../../../../src/ports/restart-manager.ts';
import { SOURCE_CATALOGUE } from '../../../../src/words/index.ts';
import { FakeComputer } from '../../../fakes/computer.ts';
import { ENGLISH, sampleState } from '../sample-state.ts';

/** The model of a window on a computer in memory; notes the phases that the window would show. */
export class Desk {
  readonly computer = new FakeComputer();
  /** The computer's, with whatever a test answers otherwise. */
  readonly service = { ...this.computer.service };
  readonly phases: string[] = [];
  readonly bugs: unknown[] = [];
  readonly led: string[] = [];
  readonly store = new Store(sampleState());
  /** The desktop's, where there is one. */
  session: DesktopSession | null = null;
  isUnanswered = false;
  takeBackFailure: RestartError | null = null;
  closed = 0;
  /** logind gives up the restart that it accepted. */
  giveUp: () => void = () => undefined;
  model!: RestartModel;

  async open(changes: Partial<RestartModelParts> = {}): Promise<this> {
    const nextRestart: NextRestart = {
      firmwareChoices: () => Promise.resolve(ok({ 'firmware-setup': true, 'boot-menu': true })),
      lead: (place, wanted) => {
        this.led.push(`${place} ${wanted}`);
        return Promise.resolve(wanted || this.takeBackFailure === null ? ok(null) : err(this.takeBackFailure));
      },
    };
    const { service } = this;
    const { restartManager } = this.computer;
    this.model = new RestartModel({
      service, restartManager,
      forRestart: () => ({ service, restartManager, nextRestart, ...(this.session === null ? {} : { session: this.session }), isUnanswered: () => this.isUnanswered, givenUp: () => new Promise((resolve) => (this.giveUp = resolve)) }),
      store: this.store,
      surroundings: () => ({ catalogue: SOURCE_CATALOGUE, appearance: PLAIN_APPEARANCE }),
      words: ENGLISH,
      runningRelease: 'unused',
      ownUids: [1000],
      goal: { kind: 'usual' },
      how: null,
      waits: false,
      close: () => (this.closed += 1),
      report: (bug) => this.bugs.push(bug),
      ...changes,
    });
    this.model.onChange(() => {
      const { kind } = this.view.phase;
      if (this.phases.at(-1) !== kind) this.phases.push(kind);
    });
    await this.settle();
    this.phases.length = 0;
    return this;
  }

  get view(): RestartView {
    return this.model.view() as RestartView;
  }

  /** `planNumber`: of an earlier view than the one that stands. */
  async restart(how: RestartHow, planNumber = this.view.planNumber): Promise<void> {
    await this.model.handlers.restart({ how, planNumber });
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
  }
}

export const openDesk = (changes?: Partial<RestartModelParts>): Promise<Desk> => new Desk().open(changes);
