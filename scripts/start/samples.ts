import type { SampleOptions } from '../../test/fakes/sample/sample-options.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The sample machines of `make start SAMPLE=NAME`, for looking at, translating and taking pictures of. */
export const SAMPLES: Readonly<Record<string, SampleOptions>> = {
  1: { history: history() },
  dark: { appearance: { dark: true }, history: history() },
  contrast: { appearance: { highContrast: true, textScale: 1.25 } },
  german: { language: 'de_DE.UTF-8', history: history() },
  arabic: { language: 'ar_EG.UTF-8', history: history() },
  'in-the-way': {
    inhibitors: [{ who: 'PackageKit', why: 'Installing updates' }],
    sessions: [
      { id: 'c1', uid: 1000, userName: 'anna', seat: 'seat0' },
      { id: 'c2', uid: 1001, userName: 'boris', seat: '' },
    ],
  },
  password: { polkit: 'password' },
  denied: { polkit: 'no' },
  'no-helper': { helper: 'absent' },
  fails: { kexec: { seconds: 2, error: 'kexec_file_load failed: Key was rejected by service' } },
  slow: { kexec: { seconds: 8 } },
  'no-panel': { trayHost: false },
  flavours: { tree: 'grub-13-flavours', runningRelease: '6.12.43+deb13-amd64' },
};

/** Ten restarts of the last months, quick and ordinary in turn. */
function history(): NonNullable<SampleOptions['history']> {
  const now = Date.now();
  return Array.from({ length: 10 }, (_, index) => {
    const quick = index % 3 !== 0;
    const askedAtMs = now - (10 - index) * 11 * DAY_MS;
    const stoppingSeconds = 4.1 + (index % 4) * 0.4;
    const startingSeconds = 17.2 + (index % 3) * 0.7;
    const [firmwareSeconds, loaderSeconds] = quick ? [null, null] : [21.4, 5.6];
    const totalSeconds = Math.round((stoppingSeconds + startingSeconds + (firmwareSeconds ?? 0) + (loaderSeconds ?? 0)) * 10) / 10;
    return {
      kind: quick ? 'quick' : 'ordinary',
      askedAtMs,
      finishedAtMs: askedAtMs + totalSeconds * 1000,
      fromRelease: `6.12.${90 + index}+deb13-amd64`,
      toRelease: `6.12.${91 + index}+deb13-amd64`,
      totalSeconds, stoppingSeconds, firmwareSeconds, loaderSeconds, startingSeconds,
      cameUp: true,
    };
  });
}
