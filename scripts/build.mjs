// Bundles the CLI and the helper, each into one CommonJS file that runs on Node 18 and newer.
// CommonJS because dbus-native does not survive an ES module bundle (docs/decisions/0001-d-bus-library.md).
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { bundledPackages } from './lib/bundled-packages.mjs';
import { leaveOut } from './lib/leave-out.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const BUNDLES = [
  { entry: 'src/cli/index.ts', out: 'dist/quick-restart' },
  { entry: 'src/helper/index.ts', out: 'dist/quick-restartd.cjs' },
];

mkdirSync('dist', { recursive: true });
writeFileSync('dist/package.json', '{ "type": "commonjs" }\n'); // the checkout itself is an ES module package
const metafiles = [];
for (const { entry, out } of BUNDLES) {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile: out,
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    legalComments: 'inline',
    plugins: [leaveOut],
    define: { __VERSION__: JSON.stringify(version) },
    banner: { js: '#!/usr/bin/env node' },
    logLevel: 'warning',
    metafile: true,
  });
  metafiles.push(metafile);
  chmodSync(out, 0o755);
  console.log(`built ${out}`);
}
writeFileSync('dist/bundled-packages.txt', bundledPackages(metafiles));
