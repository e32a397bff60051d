/** How the desktop wants its programs to look; XDG desktop portal, org.freedesktop.portal.Settings, and GNOME's own keys there. */
export interface Appearance {
  readonly dark: boolean;
  readonly highContrast: boolean;
  readonly reducedMotion: boolean;
  /** `#rrggbb`; null: the product's own. */
  readonly accentColour: string | null;
  /** Factor on the size of texts, 1 is usual. */
  readonly textScale: number;
}

/** One language's texts; docs/decisions has why they travel to the windows. */
export interface Catalogue {
  /** BCP 47: `de`, `pt-BR`. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  /** The plural form of a number, as the index into the texts: for 0 to 999 and, beyond, for the number modulo 1000 plus 1000. */
  readonly pluralForms: readonly number[];
  /** Texts by msgid, or `context\u0004msgid`; several where the text has a plural. */
  readonly texts: Readonly<Record<string, readonly string[]>>;
}

/** What every window gets. */
export interface Surroundings {
  readonly catalogue: Catalogue;
  readonly appearance: Appearance;
}
