/** For the licences: the npm packages that esbuild put into bundles, one a line, from the bundles' metafiles. */
export function bundledPackages(metafiles) {
  const packages = new Set(metafiles.flatMap(({ inputs }) => Object.keys(inputs).map(packageOf)));
  packages.delete(null);
  return [...packages].sort().map((name) => `${name}\n`).join('');
}

/** `dbus-native` of `node_modules/dbus-native/lib/x.js`; null for a file of our own. */
function packageOf(file) {
  return /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(file)?.[1] ?? null;
}
