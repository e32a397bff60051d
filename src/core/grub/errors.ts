/** GRUB's error numbers, which scripts see in `$?` (grub/err.h). */
export const STATUS = {
  ok: 0,
  testFailure: 1,
  badFileType: 4,
  fileNotFound: 5,
  badNumber: 10,
  outOfRange: 11,
  unknownDevice: 12,
  invalidCommand: 17,
  badArgument: 18,
  notImplemented: 24,
  menu: 27,
} as const;
