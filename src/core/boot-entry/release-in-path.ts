/**
 * The kernel release that the name of a kernel image states; null where it states none. Only for images that carry no
 * release in a readable place (arm64, compressed ones): the image's own header is the better witness.
 *
 * @example releaseInPath('/boot/vmlinuz-6.12.107+deb13-arm64') // '6.12.107+deb13-arm64'
 * @example releaseInPath('/usr/lib/modules/6.12.1-arch1-1/vmlinuz') // '6.12.1-arch1-1'
 */
export function releaseInPath(path: string): string | null {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  const named = /^(?:vmlinuz|vmlinux|Image|Image\.gz|kernel|linux)-([0-9]+\.[0-9][^\s]*)$/.exec(name)?.[1];
  if (named !== undefined) return named;
  // kernel-install's /<machine id>/<release>/linux, and the modules' own directory.
  const directory = parts.at(-2) ?? '';
  return /^(?:linux|vmlinuz|vmlinux|Image)$/.test(name) && /^[0-9]+\.[0-9]\S*$/.test(directory) ? directory : null;
}
