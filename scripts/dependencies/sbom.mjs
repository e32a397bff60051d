// Writes dist/quick-restart_VERSION.cdx.json: every npm package of package-lock.json, those that only build and test marked as such.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { npm } from './npm.mjs';
import { releaseSbom } from './release-sbom.mjs';

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
const made = npm('sbom', '--sbom-format', 'cyclonedx', '--package-lock-only');
if (made.status !== 0) {
  console.error(`npm 10 or newer is needed for \`npm sbom\`. npm said:\n${made.stderr}`);
  process.exit(1);
}
const epochSeconds = Number(execFileSync('git', ['log', '-1', '--format=%ct'], { encoding: 'utf8' }));
const file = `dist/${name}_${version}.cdx.json`;
mkdirSync('dist', { recursive: true });
writeFileSync(file, releaseSbom(made.stdout, { name, version, epochSeconds }));
console.log(file);
