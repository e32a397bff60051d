import type { Fault } from '../fault.ts';
import { FILES, harmless, refusal } from './ways.ts';

/** The initrd of the entry that the boot loader starts by default. */
export const INITRD: readonly Fault[] = [
  refusal({
    id: 'initrd-truncated',
    fault: 'the initrd is cut short',
    outcome: 'any restart refused: the initrd is cut off',
    chosen: true,
    break: `${FILES}; truncate -s -1M $initrd`,
    says: /initrd .*(?:cut off|ends|short)/i,
  }),
  refusal({
    id: 'initrd-empty',
    fault: 'the initrd is empty',
    outcome: 'refused: it is empty',
    break: `${FILES}; : >$initrd`,
    says: /initrd .*empty/i,
  }),
  refusal({
    id: 'initrd-missing',
    fault: 'the initrd is deleted',
    outcome: 'any restart refused: it is missing',
    break: `${FILES}; rm $initrd`,
    says: /initrd \S+ is missing/i,
  }),
  refusal({
    id: 'initrd-wrong-compression',
    fault: 'the initrd is packed with something that no kernel unpacks',
    outcome: 'quick restart refused: it cannot be used',
    break: `${FILES}; { printf 'Rar!\\032\\007\\001\\0'; cat $initrd; } >/boot/x && mv /boot/x $initrd`,
    says: /initrd .*cannot be used/i,
  }),
  harmless({
    id: 'initrd-several',
    fault: 'something else was put in front of the initrd: an uncompressed archive and padding',
    outcome: 'read as the kernel reads it, and loaded',
    break: `${FILES}; printf '%s' '07070100000001000000000000000000000000000000010000000000000000000000000000000000000000000000000000000B00000000TRAILER!!!' >/boot/x; head -c 512 /dev/zero >>/boot/x; truncate -s 512 /boot/x; cat $initrd >>/boot/x; mv /boot/x $initrd`,
  }),
];
