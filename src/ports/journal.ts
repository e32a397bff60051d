/** Where a process tells the administrator what it did. Values are escaped: one call, one line. */
export interface Journal {
  info(message: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
  warning(message: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
  error(message: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
}
