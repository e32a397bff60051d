import type { Random } from './random.ts';

/** Entry files by path below the directory, and the configuration that reads them. */
export interface GeneratedEntries {
  readonly files: Readonly<Record<string, string>>;
  readonly variables: string;
  readonly config: string;
}

const VERSIONS = ['6.12.9', '6.12.10', '6.9', '6.12.9+deb13', '6.12.9-rc1', '6.12.9~rc1', '6.12.9rc', '0-rescue', '6.12.9.old', '7', '06.12', '6.12_9', '6.12.9-cloud-amd64', '6.12.9+3-1', '6.12.9+0-3', 'a', 'B', '', '~', '6.12.9.el9_4.x86_64', '6..9', '10é'];
const STEMS = ['m-', 'm-', 'm-', 'n-', '0f1e-', '', '.h-', 'M', '1abc-'];
const KEYS = ['version 9', 'machine-id abcd', 'sort-key z', 'architecture x64', 'id other', 'efi /x.efi', 'grub_class a', 'grub_class b', 'grub_hotkey x', 'grub_arg one', 'grub_arg "two words"', 'grub_arg --unrestricted', '# a comment', '#', 'title2 x', 'LINUX /no', 'profile 1'];
const OPTIONS = ['ro quiet', 'root=UUID=1 ro', '$v0', '$v0 ro', 'ro $v0 quiet', '$none ro', '$none', '$none$v0 x', '$$v0 x', 'a $$v0', '${v0} b', 'x$v1', 'a=$v1/b', '"q  r" s', "'a b'", 'back\\\\slash', 'a\\ b', 'x\\x20y', 'cost=5$', 'a "b $v0 c"', 'a;true b', 'a # b', '$v_2-c', '$1 x', '$? y', 'a  b\t c', '-- x', '/k*', '$v3 end', 'é', 'a$', '$', '$v', 'b=$none-$v1'];

/** Writes random directories of entry files, and calls of GNU's blscfg with its options. */
export class EntryGenerator {
  readonly #random: Random;
  readonly #directory: string;
  readonly #titles: string[] = [];

  constructor(random: Random, directory: string) {
    this.#random = random;
    this.#directory = directory;
  }

  menu(): GeneratedEntries {
    const random = this.#random;
    const names = this.#names();
    const files = Object.fromEntries(names.map((name, index) => [`${random.chance(90) ? 'entries' : 'other'}/${name}`, this.#text(index)]));
    const calls = random.some(1, random.chance(80) ? 1 : 3, () => `blscfg ${this.#path()} ${this.#selection(names)}\n`);
    const variables = random.some(0, 5, () => random.pick(['set v0=val\n', 'set v0="two  words"\n', 'set v0=\n', 'set v1=\\\'q\\\'\n', 'set v_2=x\n', "set v3='a; b'\n", "set v1='\"q  r\"'\n"])).join('');
    return { files, variables: `${variables}set default="${this.#default(names)}"\n`, config: calls.join('') };
  }

  /** No two that compare as the same: which of them GRUB finds first depends on the file system. */
  #names(): readonly string[] {
    const random = this.#random;
    const stem = random.pick(STEMS);
    const names = random.some(2, 7, () => (random.chance(80) ? stem : random.pick(STEMS)) + random.pick(VERSIONS) + random.pick([...Array<string>(9).fill('.conf'), '.conf.conf', '.bak', '']));
    const distinct = names.filter((name) => name !== '' && name !== '.' && name !== '..');
    return [...new Map(distinct.map((name) => [name.replace(/(?<![0-9])0+(?=[0-9])/g, ''), name])).values()];
  }

  #text(index: number): string {
    const random = this.#random;
    const blank = (): string => random.pick([' ', ' ', '  ', '\t', ' \t']);
    const lines = [
      ...(random.chance(95) ? [`linux${blank()}/k${index}`] : []),
      ...(random.chance(10) ? [`linux /k${index}b`] : []),
      ...(random.chance(80) ? [`title${blank()}${this.#title(index)}`] : []),
      ...random.some(0, 2, () => `options${blank()}${random.pick(OPTIONS)}`),
      ...random.some(0, 3, () => `initrd${blank()}${random.pick(['/i1', '/i2', '/i3 $v0', '/i4', '/i$none'])}`),
      ...random.some(0, 3, () => random.pick(KEYS)),
    ];
    const shuffled = lines.map((line) => [random.below(1000), line] as const).sort(([one], [other]) => one - other).map(([, line]) => line);
    if (random.chance(8)) shuffled.splice(random.below(shuffled.length + 1), 0, random.pick(['', '  ', 'options', 'options ', 'version  ', '\t', 'word']));
    const indented = shuffled.map((line) => (random.chance(8) ? random.pick([' ', '\t', '  ']) : '') + line + (random.chance(5) ? random.pick([' ', '\t', '\r']) : ''));
    return indented.join('\n') + random.pick(['\n', '\n', '']);
  }

  #title(index: number): string {
    const title = this.#random.pick(['Linux', 'a b', 'x > y', '1st', '2', 'Two  words', `/k${index}`]) + (this.#random.chance(60) ? String(index) : '');
    this.#titles.push(title);
    return title;
  }

  #path(): string {
    const at = this.#directory;
    if (this.#random.chance(80)) return `--path=${at}/entries`;
    return this.#random.pick([`-p ${at}/entries/`, `--path (host)${at}/entries`, `--path=(host)${at}/other`, `-p ${at}/missing`, `-f -p ${at}/missing`, '--path=word', '', `-p ${at}/other -p ${at}/entries`, `-fp ${at}/entries`, '--path', '-p (host', `x --path=${at}/entries`, `--path=${at}/entries --unknown`, '-p (host)']);
  }

  #selection(names: readonly string[]): string {
    const name = (): string => this.#random.pick(names.length === 0 ? ['x.conf'] : names).replace(/\.conf$/, this.#random.chance(85) ? '.conf' : '');
    if (this.#random.chance(60)) return '';
    return this.#random.pick(['-d', '-n', '--show-default', '--show-non-default', '-d -n', '-dn', `--entry='${name()}'`, `-e '${name()}'`, `-d -e '${name()}'`, `-e '${name()}' -e '${name()}'`]);
  }

  #default(names: readonly string[]): string {
    const random = this.#random;
    const name = names.length === 0 ? 'x' : random.pick(names);
    if (random.chance(65)) return String(1 + random.below(Math.ceil((names.length + 1) / 2)));
    const title = this.#titles.length === 0 ? '0' : random.pick(this.#titles);
    return random.pick(['', '0', '1', '2', '3', '4', '0x1', '01', ' 2', '9', '-1', '1 x', '1>0', name.replace(/\.conf$/, ''), name.replace(/\.conf$/, ''), name, title, title.replaceAll('>', '>>')]);
  }
}
