import type { GraphicsRule } from './graphics-rules.ts';

const ALWAYS = { devices: null, from: null, to: null } as const;

/**
 * Graphics drivers of which trouble after kexec was reported, each with the report. Later rules count before earlier ones. No
 * report names a kernel that mended it, so none of them ends. Corrected for one machine in /etc/quick-restart/graphics.conf.
 */
export const GRAPHICS_DRIVERS: readonly GraphicsRule[] = [
  // The firmware's framebuffer cannot be used again once these drivers had the device: nothing is seen before they have it again.
  { ...ALWAYS, driver: 'amdgpu', verdict: 'note', source: 'https://lists.freedesktop.org/archives/dri-devel/2021-December/334013.html' },
  { ...ALWAYS, driver: 'qxl', verdict: 'note', source: 'https://lists.freedesktop.org/archives/dri-devel/2021-December/334013.html' },
  // Since Linux 5.x the address of the framebuffer is not handed on.
  { ...ALWAYS, driver: 'i915', from: '5.0', verdict: 'note', source: 'https://github.com/linuxboot/heads/pull/1436' },
  { ...ALWAYS, driver: 'ast', from: '5.0', verdict: 'note', source: 'https://github.com/linuxboot/heads/pull/1378' },
  // Jasper Lake (N5100, N5105, N6000): the screen goes black and the new kernel never shows itself.
  {
    ...ALWAYS,
    driver: 'i915',
    devices: ['8086:4e51', '8086:4e55', '8086:4e57', '8086:4e61', '8086:4e71'],
    verdict: 'warning',
    source: 'https://github.com/coreos/fedora-coreos-tracker/issues/2071, https://github.com/nix-community/nixos-anywhere/issues/289',
  },
  // The driver does not find its device again until the machine is reset.
  { ...ALWAYS, driver: 'nvidia', verdict: 'warning', source: 'https://github.com/siderolabs/talos/issues/9041' },
];
