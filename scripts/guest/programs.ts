import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program that must succeed and gives its stdout. Throws with its stderr. */
export async function output(program: string, args: readonly string[]): Promise<string> {
  return (await execute(program, [...args], { maxBuffer: 64 << 20 })).stdout;
}

/** Runs a program that must succeed, and hands over each line of its stdout as it comes. Throws with its stderr. */
export function lines(program: string, args: readonly string[], each: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['inherit', 'pipe', 'pipe'] });
    let rest = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      parts.forEach(each);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} failed (${code ?? 'killed'}):\n${errors.slice(-4000)}`))));
  });
}
