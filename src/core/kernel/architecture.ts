/**
 * Whether a kernel built for `image` can take over from a machine that calls itself `machine`; both in `uname -m` words.
 * All of i386 to i686 are one. A 32-bit kernel on a 64-bit machine does not count, although the processor could: the
 * kernel's own loader refuses it, and a quick restart must not depend on luck.
 */
export function sameArchitecture(image: string, machine: string): boolean {
  return family(image) === family(machine);
}

/** arm64 kernels name their 32-bit personality `armv8l`; it is the same machine. */
function family(architecture: string): string {
  if (/^i[3-6]86$/.test(architecture)) return 'i686';
  return architecture === 'armv8l' || architecture === 'armv8b' ? 'aarch64' : architecture;
}
