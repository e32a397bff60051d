export function releaseSbom(text: string, release: { readonly name: string; readonly version: string; readonly epochSeconds: number }): string;
