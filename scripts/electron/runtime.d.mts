/** The Electron of this checkout; runtime.mjs. */
export interface ElectronRuntime {
  readonly kind: 'official' | 'development';
  readonly folder: string;
  readonly version: string;
}

export function electronRuntime(): Promise<ElectronRuntime>;
export function starterOf(runtime: ElectronRuntime, app: string): { readonly executable: string; readonly args: readonly string[] };
