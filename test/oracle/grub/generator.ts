import type { Random } from './random.ts';

const PLAIN = ['a', 'b1', 'foo', 'root=UUID=1-2', 'x=y', '5', '0x1f', '010', '-1', '99', 'quiet', 'a.b', '(', ')', '/vmlinuz', 'ro', 'console=ttyS0,115200', '#no', 'a#b', 'if', 'then', 'fi', 'in', '[', ']', '-', '--', '%s', '@', '!x', '=', 'v0=', '~', 'é', '/x*', '(host)/nothere?', 'k:*', '[a', ',', '^', '`'];
const VARIABLES = ['v0', 'v1', 'v2', 'v3', 'none', '?', '1', '2', '3', '#', '@', '*', 'grub_platform', '10'];
const SET = ['v0', 'v1', 'v2', 'v3'];
const QUOTED_CONTENT = ['', 'q', 'two words', '  lead', 'trail  ', 'a  b', 'x*', 'it', '#', '; {', '&&', '\\\\', 'back', '/p', '/p?', '=', 'v0=z z', 'x|y', '<>'];
const OPERATORS = ['=', '==', '!=', '"<"', '"<="', '">"', '">="', '-eq', '-ne', '-lt', '-le', '-gt', '-ge', '-pgt', '-plt'];

/** Writes random scripts by the grammar of GRUB's language; what a script does ends in bounded time. */
export class Generator {
  readonly #random: Random;
  /** Makes names of functions unique within one run of GRUB, which forgets none. */
  readonly #number: number;
  readonly #directory: string;
  readonly #functions: string[] = [];

  constructor(random: Random, number: number, directory: string) {
    this.#random = random;
    this.#number = number;
    this.#directory = directory;
  }

  script(): string {
    const random = this.#random;
    const lines = random.some(3, 9, () => (random.chance(15) ? this.#function() : this.#statement(0) + random.pick(['\n', '\n', ' \n', ';\n', '; ' + this.#command() + '\n', ' # c "\n'])));
    return lines.join('') + this.#report() + '\n';
  }

  /** Random tokens, most of which do not parse. */
  soup(): string {
    const random = this.#random;
    const tokens = ['if', 'then', 'else', 'elif', 'fi', 'while', 'until', 'do', 'done', 'for', 'in', 'function', 'f', 'x', '{', '}', ';', ';', '\n', '\n', '$', '$v', '${v}', '${', '"a"', '"', "'", "'b'", '\\', '\\\n', '|', '&', '<', '>', '&&', ';;', '[', ']', '[[', '!', '#c', 'menuentry', '$"t"', '"$"', '"$v"', '"\\$"', 'true', 'time', 'case', 'select', 'a-b', '1'];
    // grub-script-check also refuses a script without any command.
    return 'true\n' + random.some(1, 14, () => random.pick(tokens) + random.pick(['', ' ', ' ', '\t'])).join('') + random.pick(['', '\n']);
  }

  #statement(depth: number): string {
    const random = this.#random;
    if (depth > 2) return this.#command();
    switch (random.below(12)) {
      case 0:
      case 1:
        return `if ${this.#condition()}; then ${this.#list(depth)} ${random.chance(40) ? `elif ${this.#condition()}; then${this.#gap()}${this.#list(depth)} ` : ''}${random.chance(50) ? `else ${this.#list(depth)} ` : ''}fi`;
      case 2:
        return `for ${random.pick(SET)} in ${this.#words(0, 4)}; do ${this.#list(depth)} done`;
      case 3:
        return this.#counted(random.pick(['while', 'until']), depth);
      default:
        return this.#command();
    }
  }

  #counted(keyword: string, depth: number): string {
    const name = `n${this.#number}_${this.#random.below(1000)}`;
    const [operator, other] = keyword === 'while' ? ['!=', '='] : ['=', '!='];
    const condition = this.#random.chance(70) ? `[ "$${name}" ${operator} xxx ]` : `test ${other === '=' ? '!' : ''} "$${name}" = xxx`;
    return `set ${name}=${this.#random.chance(80) ? '' : 'x'}; ${keyword} ${condition}; do set ${name}="x$${name}"; ${this.#list(depth)} done`;
  }

  #gap(): string {
    return this.#random.pick([' ', '\n', '\n\n ', ' # comment\n']);
  }

  #list(depth: number): string {
    return this.#random.some(1, 3, () => this.#statement(depth + 1) + this.#random.pick([';', '\n', ' ;\n'])).join(' ');
  }

  #function(): string {
    const name = `f${this.#number}_${this.#functions.length}`;
    const body = this.#list(1);
    this.#functions.push(name);
    return `function ${name} {${this.#gap()}${body} }\n`;
  }

  #report(): string {
    return 'show $? "$?" "$v0" "$v1" "$v2" "$v3"';
  }

  #command(): string {
    return this.#random.chance(45) ? this.#assignment() : this.#other();
  }

  #assignment(): string {
    const random = this.#random;
    const name = random.pick(SET);
    switch (random.below(7)) {
      case 0:
      case 1:
        return `set ${name}=${this.#word()}`;
      case 2:
        return `${name}=${this.#word()}`;
      case 3:
        return random.pick([`unset ${name}`, `export ${name}`, `set ${this.#words(0, 2)}`, 'unset', 'export', `export ${name} nn`]);
      case 4:
        return `eval "set ${name}=${random.pick(['1', "'a b'", '\\$v0', '$v1', '\\"q\\"'])}; ${random.pick(['true', 'false', 'show \\$v0 $v0', 'nosuch'])}"`;
      case 5:
        return random.pick(['nosuch', 'insmod ext2', 'true x', 'false', '$none', `$${name}`, '"$none"', 'terminal_output', '\\\n show']);
      default:
        return this.#regexp();
    }
  }

  #other(): string {
    const random = this.#random;
    switch (random.below(14)) {
      case 4:
        return this.#condition();
      case 5:
        return `! ${this.#condition()}`;
      case 6:
        return random.pick(['break', 'continue', 'break 2', 'continue 2', 'return', 'return 3', 'shift', 'shift 2', `setparams ${this.#words(0, 3)}`, 'break x', 'return x', 'break 0', 'shift z', 'return 1 2', 'shift 99']);
      case 7:
        return `eval ${this.#words(1, 3)}`;
      case 9:
      case 10:
        return this.#functions.length === 0 ? `show ${this.#words(0, 4)}` : `${random.pick(this.#functions)} ${this.#words(0, 4)}`;
      case 13:
        return `${random.pick(['show_linux', 'show_initrd', 'show_none'])} ${this.#words(0, 5)}`;
      default:
        return `${random.pick(['show', 'show_linux', 'show_initrd', 'show \\\n'])} ${this.#words(0, 5)}`;
    }
  }

  #condition(): string {
    const random = this.#random;
    switch (random.below(9)) {
      case 0:
        return 'true';
      case 1:
        return random.pick(['false', 'nosuch', '! false', '! true', 'return', 'break']);
      case 2:
        return `[ ${this.#words(0, 6)} ]`;
      case 3:
        return `test ${this.#testWords()}`;
      case 4:
        return `[ ${this.#fileTest()} ]`;
      case 5:
        return `[ ${this.#term()} ${random.pick(['-a', '-o'])} ${random.chance(30) ? '!' : ''} ${this.#term()} ]`;
      case 6:
        return `[ ${random.pick(['!', '(', ''])} ${this.#term()} ${random.pick([')', '', '-o ( ' + this.#term() + ' )'])} ]`;
      default:
        return `[ ${this.#term()} ]`;
    }
  }

  #term(): string {
    const random = this.#random;
    if (random.chance(25)) return `${random.pick(['-z', '-n'])} ${this.#word()}`;
    const number = (): string => random.pick(['1', '2', '10', '010', '0x10', '-1', '-5', '""', 'x', '08', '"$v0"', '$?', '$#', '12a', '99999999999', '18446744073709551616', 'v-2', 'v-11', '4294967296', '-4294967295']);
    return random.chance(50) ? `${this.#word()} ${random.pick(OPERATORS)} ${this.#word()}` : `${number()} ${random.pick(OPERATORS.slice(7))} ${number()}`;
  }

  #testWords(): string {
    const random = this.#random;
    const tokens = ['(', ')', '!', '-a', '-o', '=', '!=', '-z', '-n', '-eq', '1', '2', 'a', '""', '"$v0"', '$v1', '-f', ']', '"<"'];
    return random.some(0, 7, () => random.pick(tokens)).join(' ');
  }

  #fileTest(): string {
    const random = this.#random;
    const file = (): string => random.pick(['/file', '/empty', '/directory', '/directory/', '/missing', '/old', '/new', '/directory/../file', '', '/file/']);
    const place = (): string => `${random.pick(['', '(host)', '(hd9)'])}${this.#directory}${file()}`;
    if (random.chance(30)) {
      // grub-emu knows no times of files, so it can only judge the cases without one of the two.
      const pair = random.pick([[`${this.#directory}/missing`, place()], [place(), '(hd9)/missing']] as const);
      return `${pair[0]} ${random.pick(['-nt', '-ot', '-nt100', '-ot-100'])} ${pair[1]}`;
    }
    // grub-emu opens directories as files, which no other GRUB does.
    if (random.chance(20)) return `-s ${this.#directory}${random.pick(['/file', '/empty', '/missing', '/file/'])}`;
    return `${random.pick(['-e', '-f', '-d', '! -f'])} ${place()}`;
  }

  #regexp(): string {
    const random = this.#random;
    const expression = random.pick(['^(.*)-([0-9]+)$', '([a-z]+)', '(a|b)*', '[[:digit:]]+', '^$', '(x)(y)?', '\\.', 'a{2,3}', '(', '[^a-c]', 'a+b?', '(a*)(b*)', '.', '^.(.)', '(foo|fo)(o*)']);
    const subject = random.pick(['linux-66', 'abc', 'aab', '', 'xy', 'a.b', 'aaaa', 'foo', '"$v0"']);
    const set = random.some(0, 2, () => random.pick(['--set v2', '--set=v1', '-s 2:v3', '--set 0:v0', '--set 7:v1', '--set x:v0', '-s1:v2']));
    return `regexp ${set.join(' ')} ${expression.startsWith('"') ? expression : `'${expression}'`} ${subject === '' ? "''" : subject}`;
  }

  #words(least: number, most: number): string {
    return this.#random.some(least, most, () => this.#word()).join(this.#random.pick([' ', '  ', '\t', ' \\\n ']));
  }

  #word(): string {
    return this.#random.some(1, this.#random.chance(70) ? 1 : 3, () => this.#piece()).join('');
  }

  #piece(): string {
    const random = this.#random;
    const variable = random.pick(VARIABLES);
    switch (random.below(10)) {
      case 0:
      case 1:
      case 2:
        return random.pick(PLAIN);
      case 3:
        return `'${random.pick(QUOTED_CONTENT)}'`;
      case 4:
        return `"${random.pick(QUOTED_CONTENT)}${random.pick(['', `$${variable}`, `\${${variable}}`, '\\"', '\\$x', '\\\\', '\\n', '\\\n', "'"])}${random.pick(['', 'z', ' '])}"`;
      case 5:
      case 6:
        return random.chance(50) ? `$${variable}` : `\${${variable}}`;
      case 7:
        return `"$${variable}"`;
      case 8:
        return random.pick(['\\a', '\\\\', "\\'", '\\"', '\\$', '\\ ', '\\;', 'k\\*', '\\?', '\\{', '\\\nq', '\\#', '\\x41']);
      default:
        return random.pick([`$"${random.pick(['text', 'a $v0 b', '${v1}', '\\$v', '\\\\', '$#', '$1', '\\"', '$?x', 'a\\b'])}"`, '""', "''", random.pick(PLAIN)]);
    }
  }
}
