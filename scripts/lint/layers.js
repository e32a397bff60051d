/**
 * Who may import whom (docs/architecture.md). A layer may import the layers in `from`, and nothing else of src/;
 * `modules: false` also forbids every package and every node: module.
 */
export const LAYERS = {
  core: { from: [], modules: false },
  ports: { from: ['core'], modules: false },
  contracts: { from: ['core'], modules: false },
  words: { from: ['core', 'contracts'], modules: false },
  'use-cases': { from: ['core', 'ports', 'contracts'], modules: false },
  adapters: { from: ['core', 'ports', 'contracts'], modules: true },
  helper: { from: ['core', 'ports', 'contracts', 'use-cases', 'adapters'], modules: true },
  cli: { from: ['core', 'ports', 'contracts', 'use-cases', 'adapters'], modules: true },
  main: { from: ['core', 'ports', 'contracts', 'words', 'use-cases', 'adapters'], modules: true },
  preload: { from: ['contracts'], modules: true },
  renderer: { from: ['core', 'contracts', 'words'], modules: true },
};

const NO_PROCESS_ENV = { object: 'process', property: 'env', message: 'Only a composition root (index.ts) reads the environment.' };
const NO_IPC_MAIN = { selector: 'ImportSpecifier[imported.name="ipcMain"]', message: 'Only src/main/ipc/ listens to windows: it checks who asks, and for what.' };
const NO_CHILD_PROCESS = 'One place runs programs: src/adapters/programs/.';

/** ESLint flat configs that enforce LAYERS. */
export function layerRules() {
  return [
    ...Object.keys(LAYERS).map(layerRule),
    { files: ['src/**/*.{ts,tsx}'], ignores: ['src/*/index.ts'], rules: { 'no-restricted-properties': ['error', NO_PROCESS_ENV] } },
    ...gnomeShellRules(),
    { files: ['src/main/**/*.ts'], ignores: ['src/main/ipc/**'], rules: { 'no-restricted-syntax': ['error', NO_IPC_MAIN] } },
  ];
}

/** The extension runs in GNOME Shell, by itself: nothing of src/, no package, no node: module. Its logic knows no shell either, so that tests can import it. */
function gnomeShellRules() {
  const own = { regex: '^(?:\\.{1,2}/){2,}|^(?!\\.{1,2}/|gi://|resource:///)', message: 'The extension is by itself: no packages, no node: modules, nothing of src/.' };
  const noShell = { regex: '^(?!\\./)', message: 'The logic of the extension is pure: it imports its own files only.' };
  return [
    { files: ['gnome-shell/src/**/*.ts'], ignores: ['gnome-shell/src/logic/**', 'gnome-shell/src/*.d.ts'], rules: { 'no-restricted-imports': ['error', { patterns: [own] }] } },
    { files: ['gnome-shell/src/logic/**/*.ts'], rules: { 'no-restricted-imports': ['error', { patterns: [noShell] }] } },
    // GNOME Shell takes the extension from the default export.
    { files: ['gnome-shell/src/extension.ts'], rules: { 'no-restricted-exports': 'off' } },
  ];
}

function layerRule(layer) {
  const { from, modules } = LAYERS[layer];
  const forbidden = Object.keys(LAYERS).filter((other) => other !== layer && !from.includes(other));
  const patterns = [];
  if (forbidden.length > 0) {
    patterns.push({ regex: `^\\.{1,2}/(?:.*/)?(?:${forbidden.join('|')})/`, message: `${layer} may import only: ${from.join(', ') || 'itself'}.` });
  }
  if (!modules) patterns.push({ regex: '^[^.]', message: `${layer} is pure: no packages, no node: modules.` });
  if (layer === 'renderer') patterns.push({ regex: '^(?:node:|electron$)', message: 'A window has neither Node nor Electron: it asks main through window.quickRestart.' });
  const paths = layer === 'adapters' ? [] : ['node:child_process', 'child_process'].map((name) => ({ name, message: NO_CHILD_PROCESS }));
  return { files: [`src/${layer}/**/*.{ts,tsx}`], rules: { 'no-restricted-imports': ['error', { patterns, paths }] } };
}
