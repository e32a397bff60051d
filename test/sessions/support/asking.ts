import { until, type ChildProgram } from '../../fakes/dbus/child-program.ts';

/** What our adapter said, line by line. */
interface Said {
  readonly manager?: string | null;
  readonly outcome?: string;
  readonly detail?: string;
  readonly atMs: number;
}

/** Our adapter, while it asks for a restart in a real session. */
export class Asking {
  readonly #program: ChildProgram;

  private constructor(program: ChildProgram) {
    this.#program = program;
  }

  /** Waits until it knows whom to ask. */
  static async of(program: ChildProgram): Promise<Asking> {
    const asking = new Asking(program);
    await program.saw(/"manager"/);
    return asking;
  }

  /** The adapter that asks; null: it found nobody. */
  get manager(): string | null {
    return this.#said()[0]?.manager ?? null;
  }

  /** When it asked: ms since 1970. */
  get askedAtMs(): number {
    return this.#said()[0]?.atMs ?? NaN;
  }

  /** Whether it waits for what becomes of its wish. */
  get waits(): boolean {
    return this.#said().length === 1;
  }

  /** What it tells its caller, and when: ms since 1970. */
  async outcome(withinMs = 20_000): Promise<{ readonly outcome: string; readonly detail: string; readonly atMs: number }> {
    await until(() => this.#said().length === 2, `an outcome; it said ${this.#program.output}`, withinMs);
    const { outcome = '', detail = '', atMs } = this.#said()[1]!;
    return { outcome, detail, atMs };
  }

  #said(): readonly Said[] {
    return this.#program.output.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Said);
  }
}
