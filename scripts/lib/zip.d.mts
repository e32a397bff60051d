/** A ZIP archive of files, in this order; zip.mjs. */
export function zip(files: readonly { readonly name: string; readonly content: Buffer }[]): Buffer;
