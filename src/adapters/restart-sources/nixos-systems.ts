import type { ConfigFiles } from '../../core/config-files.ts';
import { say } from '../../core/sentence.ts';
import { statement, type RestartStatement } from '../../core/restart-required/restart-statement.ts';
import type { RestartSource } from '../../ports/restart-source.ts';

const BOOTED = '/run/booted-system';
const CURRENT = '/run/current-system';
const PARTS = { kernel: say('kernel'), initrd: say('initrd'), 'kernel-modules': say('kernel modules') } as const;

/** NixOS: the system that was booted against the one that was activated since; a restart makes them one. */
export class NixosSource implements RestartSource {
  readonly #files: ConfigFiles;

  constructor(files: ConfigFiles) {
    this.#files = files;
  }

  read(): readonly RestartStatement[] {
    const differing = Object.entries(PARTS).filter(([name]) => this.#differs(name)).map(([, words]) => words);
    const [first, ...others] = differing;
    if (first === undefined) return [];
    const parts = others.reduce((before, next) => say('{before}, {next}', { before, next }), first);
    const message =
      others.length === 0 && first !== PARTS['kernel-modules']
        ? say('Another NixOS system than the booted one is active: its {part} differs.', { part: first })
        : say('Another NixOS system than the booted one is active: its {parts} differ.', { parts });
    return [statement('kernel-updated', 'nixos', { message })];
  }

  /** Both must be there: a part that one of them lacks says nothing about a restart. */
  #differs(part: string): boolean {
    const booted = this.#files.realPath(`${BOOTED}/${part}`);
    const current = this.#files.realPath(`${CURRENT}/${part}`);
    return booted.ok && current.ok && booted.value !== current.value;
  }
}
