import { say } from '../../sentence.ts';

/** What to do where only a start through the firmware does what was asked for. */
export const ORDINARY = say('Restart the ordinary way, and it happens: quick-restart now --full.');
