/** The part of gettext-parser 10 that is used here; the package has no types of its own. */
declare module 'gettext-parser' {
  export interface PoComments {
    translator?: string;
    extracted?: string;
    reference?: string;
    flag?: string;
    previous?: string;
  }
  export interface PoEntry {
    msgid: string;
    msgctxt?: string;
    msgid_plural?: string;
    msgstr: string[];
    comments?: PoComments;
    obsolete?: boolean;
  }
  export interface PoFile {
    charset: string;
    headers: Record<string, string>;
    translations: Record<string, Record<string, PoEntry>>;
    obsolete?: Record<string, Record<string, PoEntry>>;
  }
  export const po: {
    readonly parse: (text: string) => PoFile;
    readonly compile: (file: PoFile, options?: { readonly foldLength?: number; readonly escapeCharacters?: boolean }) => Buffer;
  };
  export const mo: {
    readonly parse: (file: Buffer) => PoFile;
    readonly compile: (file: PoFile) => Buffer;
  };
}
