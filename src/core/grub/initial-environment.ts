import { Environment } from './environment.ts';
import type { GrubHost } from './host.ts';

/** Features that GRUB 2.06 and later announce to scripts. */
const FEATURES = [
  'feature_chainloader_bpb',
  'feature_ntldr',
  'feature_platform_search_hint',
  'feature_default_font_path',
  'feature_all_video_module',
  'feature_menuentry_id',
  'feature_menuentry_options',
  'feature_200_final',
  'feature_nativedisk_cmd',
  'feature_timeout_style',
];

/**
 * The variables that GRUB sets before it reads its configuration (GRUB manual, Special environment variables).
 * Deviation: `cmdpath`, the directory of GRUB's own image, is given as the device of `$prefix`.
 */
export function initialEnvironment(host: GrubHost): Environment {
  const environment = new Environment();
  const exported: readonly (readonly [string, string])[] = [
    ['prefix', `(${host.prefixDevice})${host.prefixPath}`],
    ['root', host.prefixDevice],
    ['cmdpath', `(${host.prefixDevice})`],
    ['pager', ''],
    ['color_normal', 'light-gray/black'],
    ['color_highlight', 'black/light-gray'],
    ['grub_cpu', host.cpu],
    ['grub_platform', host.platform],
    ...FEATURES.map((name) => [name, 'y'] as const),
  ];
  for (const [name, value] of exported) {
    environment.set(name, value);
    environment.export(name);
  }
  return environment;
}
