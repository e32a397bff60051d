import type { Journal } from '../../ports/journal.ts';
import type { ChainloadParts } from '../../use-cases/chainload/parts.ts';

/** The real parts of this computer for chain loading, in this process: root's own work, for which no helper is asked. */
export async function openChainload(options: { readonly version: string; readonly warn: (message: string) => void; readonly uid: number }): Promise<ChainloadParts> {
  const [{ thisSystem }, { LocalChainloadFiles }, { BootWays }] = await Promise.all([
    import('../../adapters/this-system.ts'),
    import('../../adapters/chainload/chainload-files.ts'),
    import('../../adapters/chainload/boot-ways.ts'),
  ]);
  const ways = new BootWays();
  const journal: Journal = { info: () => undefined, warning: options.warn, error: options.warn };
  return { engine: thisSystem({ version: options.version, root: '/', journal }), files: new LocalChainloadFiles(), ways, program: ways, isRoot: options.uid === 0 };
}
