/**
 * Orders two names of entry files as the `blscfg` command of Fedora's and RHEL's GRUB does, from old to new; 0 where GRUB
 * takes them for the same. The name counts as a package: what stands before the last two `-` is its name, then come
 * version and release, compared one after the other.
 *
 * @example comparePackageNames('0f1e-6.12.0-100.fc41.x86_64', '0f1e-0-rescue') // above 0: version 6.12.0 against 0
 */
export function comparePackageNames(a: string, b: string): number {
  const left = partsOf(a);
  const right = partsOf(b);
  return (
    comparePackageVersions(left.name, right.name) ||
    comparePackageVersions(left.version, right.version) ||
    comparePackageVersions(left.release, right.release)
  );
}

/**
 * Orders two versions as that command does, from old to new. The rule is rpm's: runs of digits and of letters compare one
 * by one, all else only separates, a number is newer than a word, `~` is older than the end. `+` is newer than the end and
 * older than anything else that could stand in its place.
 *
 * @example comparePackageVersions('6.12~rc1', '6.12') // below 0
 */
export function comparePackageVersions(a: string, b: string): number {
  const left = tokensOf(a);
  const right = tokensOf(b);
  for (let index = 0; ; index += 1) {
    const [one, two] = [left[index] ?? '', right[index] ?? ''];
    const order = rankOf(one) - rankOf(two) || compareAlike(one, two);
    if (order !== 0 || one === '') return order;
  }
}

interface PackageParts {
  readonly name: string;
  readonly version: string;
  readonly release: string;
}

function partsOf(text: string): PackageParts {
  const last = text.lastIndexOf('-');
  if (last === -1) return { name: text, version: '', release: '' };
  const middle = text.lastIndexOf('-', last - 1);
  if (last === 0 || middle === -1) return { name: text.slice(0, last), version: text.slice(last + 1), release: '' };
  return { name: text.slice(0, middle), version: text.slice(middle + 1, last), release: text.slice(last + 1) };
}

function tokensOf(version: string): readonly string[] {
  return version.match(/[0-9]+|[A-Za-z]+|~|\+/g) ?? [];
}

/** The empty token stands for the end. */
function rankOf(token: string): number {
  if (token === '~') return 0;
  if (token === '') return 1;
  if (token === '+') return 2;
  return /^[0-9]/.test(token) ? 4 : 3;
}

function compareAlike(a: string, b: string): number {
  const [one, two] = /^[0-9]/.test(a) ? [a.replace(/^0+/, ''), b.replace(/^0+/, '')] : [a, b];
  if (/^[0-9]/.test(a) && one.length !== two.length) return one.length - two.length;
  return one === two ? 0 : one < two ? -1 : 1;
}
