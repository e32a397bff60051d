import type { BootEntry } from '../../core/boot-entry/boot-entry.ts';
import { newestEntry } from '../../core/restart-plan/policy.ts';
import type { AppState } from './app-state.ts';

/**
 * The entry that a quick restart would start, as far as the list of entries tells; the plan, which reads the files themselves,
 * has the last word. null where it is not known.
 */
export function nextEntry({ service, entries }: Pick<AppState, 'service' | 'entries'>): BootEntry | null {
  if (service.kind !== 'read' || entries.kind !== 'read') return null;
  const list = entries.value.entries;
  const { policy, runningKernelRelease } = service.value;
  const byDefault = list.find((entry) => entry.default) ?? null;
  switch (policy.kind) {
    case 'boot-loader':
      return byDefault;
    case 'newest':
      return newestEntry(list, { kernelRelease: runningKernelRelease }) ?? byDefault;
    case 'entry':
      return list.find((entry) => entry.id === policy.id) ?? byDefault;
  }
}

export function restartIsDue({ service }: Pick<AppState, 'service'>): boolean {
  return service.kind === 'read' && service.value.restartRequired;
}

/** Something is loaded, by us or by somebody else. */
export function kernelIsLoaded({ service }: Pick<AppState, 'service'>): boolean {
  return service.kind === 'read' && service.value.loadedEntry !== '';
}
