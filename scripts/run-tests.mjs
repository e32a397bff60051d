// Runs `node --test` on the given files and every *.test.ts below the given folders; the closing lines are node's own summary.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folders = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const options = process.argv.slice(2).filter((word) => word.startsWith('-'));
const missing = folders.filter((folder) => !existsSync(folder));
if (missing.length > 0) {
  console.error(`there is no folder or file ${missing.join(', ')}`);
  process.exit(1);
}
const files = folders.flatMap(testFiles).sort();
if (files.length === 0) {
  console.error(`no tests below ${folders.join(', ')}`);
  process.exit(1);
}
const { status } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '--test', ...options, ...files], { stdio: 'inherit' });
process.exit(status ?? 1);

function testFiles(folder) {
  if (folder.endsWith('.test.ts')) return [folder];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile() && one.name.endsWith('.test.ts'))
    .map((one) => join(one.parentPath, one.name));
}
