import type { Machine } from './machine.ts';

/** What `quick-restart required --json` prints, as far as the tests look. */
export interface Required {
  readonly required: boolean;
  readonly reasons: readonly { readonly kind: string; readonly packages: readonly string[]; readonly sources: readonly string[]; readonly sinceMs: number | null }[];
}

const HEARD = '/tmp/heard';

/** Runs `script` as root and gives the signals of the helper that a person's program then heard, waiting for `pattern`. */
export async function hear({ root, person }: Machine, script: string, pattern: RegExp, withinMs: number): Promise<string> {
  await person.read(`: >${HEARD}; nohup dbus-monitor --system "type='signal',sender='org.quickrestart1'" >${HEARD} 2>&1 </dev/null & echo $! >${HEARD}.pid; sleep 2`);
  await root.read(script, withinMs);
  const endMs = performance.now() + withinMs;
  let heard = '';
  while (!pattern.test(heard) && performance.now() < endMs) heard = await person.read(`sleep 1; cat ${HEARD}`);
  await person.read(`kill $(cat ${HEARD}.pid)`);
  return heard;
}

/** The helper's answer, and the exit code that it gives. */
export async function requiredRestart({ person }: Machine): Promise<{ readonly code: number; readonly answer: Required }> {
  // An emulated processor may need longer to start the helper than the bus waits; then the person's own process answers, which sees less.
  for (let tries = 0; tries < 5 && !(await person.read('quick-restart status --json')).includes('"answeredBy": "helper"'); tries += 1);
  const { code, stdout } = await person.run('quick-restart required --json');
  return { code, answer: JSON.parse(stdout) as Required };
}
