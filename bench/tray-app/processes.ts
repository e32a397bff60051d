import { readdirSync, readFileSync } from 'node:fs';

/** MiB that a program and all its children take, shared pages divided among those who share them: PSS, proc(5). */
export function memoryMib(pid: number): number {
  return familyOf(pid).reduce((sum, one) => sum + pssKib(one), 0) / 1024;
}

function familyOf(pid: number): readonly number[] {
  const parents = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => [Number(name), parentOf(name)]));
  const family = [pid];
  for (const one of family) family.push(...[...parents].filter(([, parent]) => parent === one).map(([child]) => child));
  return family;
}

function parentOf(pid: string): number {
  const stat = readProc(pid, 'stat');
  return Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]);
}

function pssKib(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readProc(String(pid), 'smaps_rollup'))?.[1] ?? 0);
}

function readProc(pid: string, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1');
  } catch {
    return ''; // it has ended meanwhile
  }
}
