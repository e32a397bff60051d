/**
 * Bounds on what reading one configuration may cost. Beyond them reading ends with a `limit-exceeded` diagnostic.
 * Files that include one another: 16 deep, as PXELINUX and U-Boot (boot/pxe_utils.c, MAX_NEST_LEVEL).
 */
export const LIMITS = {
  includeDepth: 16,
  includedFiles: 200,
  fileBytes: 1024 * 1024,
  /** Lines of all files together. */
  lines: 200_000,
  labels: 5_000,
  submenuDepth: 16,
  diagnostics: 200,
} as const;
