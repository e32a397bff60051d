import { existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import type { Clocks } from '../../core/history/clocks.ts';
import { startedByKexec } from '../../core/history/started-by-kexec.ts';
import type { BootClock, BootFacts } from '../../ports/history-times.ts';

/** The running kernel's clocks, from /proc and /sys below `root`. */
export class KernelClock implements BootClock {
  readonly #root: string;

  constructor(root = '/') {
    this.#root = root;
  }

  read(): BootFacts {
    const bootId = this.#text('proc/sys/kernel/random/boot_id');
    return { bootId: bootId === null || !/^[0-9a-f-]{36}$/.test(bootId) ? null : bootId, kernelRelease: release(), throughKexec: this.#throughKexec(), commandLine: this.#text('proc/cmdline') };
  }

  now(): Clocks {
    return { bootSeconds: this.#bootSeconds(), monotonicSeconds: monotonicSeconds(), wallMs: Date.now(), rtcSeconds: this.#rtcSeconds() };
  }

  processStart(): Pick<Clocks, 'bootSeconds' | 'monotonicSeconds'> {
    const age = process.uptime();
    return { bootSeconds: this.#bootSeconds() - age, monotonicSeconds: monotonicSeconds() - age };
  }

  /** proc(5), /proc/uptime: CLOCK_BOOTTIME in hundredths. Without it the clock without suspended time is as good as there is. */
  #bootSeconds(): number {
    const seconds = Number(/^\d+\.\d+/.exec(this.#text('proc/uptime') ?? '')?.[0] ?? Number.NaN);
    return Number.isFinite(seconds) ? seconds : monotonicSeconds();
  }

  /** rtc(4), sysfs: the clock that the kernel takes its time from at the start says so in `hctosys`; rtc0 where none does. */
  #rtcSeconds(): number | null {
    const names = ['rtc0', 'rtc1', 'rtc2'];
    const name = names.find((one) => this.#text(`sys/class/rtc/${one}/hctosys`) === '1') ?? 'rtc0';
    const text = this.#text(`sys/class/rtc/${name}/since_epoch`);
    return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null;
  }

  #throughKexec(): boolean | null {
    return startedByKexec(this.#text('proc/sys/kernel/bootloader_type'), existsSync(join(this.#root, 'proc/device-tree/chosen/linux,booted-from-kexec')));
  }

  #text(path: string): string | null {
    try {
      return readFileSync(join(this.#root, path), 'latin1').trim();
    } catch {
      return null; // not there on this kernel: the caller goes without
    }
  }
}

/** Node's high resolution clock is CLOCK_MONOTONIC; libuv, uv_hrtime(). */
function monotonicSeconds(): number {
  return Number(process.hrtime.bigint()) / 1e9;
}
