import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';

/** Runs the machine's npm with its own node: that of node_modules is another one, and Debian's npm runs on Debian's only. */
export function npm(...args) {
  const PATH = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.endsWith('node_modules/.bin')).join(delimiter);
  const { status, stdout, stderr, error } = spawnSync('npm', args, { encoding: 'utf8', env: { ...process.env, PATH }, maxBuffer: 64 * 1024 * 1024 });
  return { status: status ?? 1, stdout: stdout ?? '', stderr: error === undefined ? stderr : `${error.message}\n` };
}
