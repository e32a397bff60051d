/** polkit action ids; polkit/org.quickrestart1.policy defines each and argues its defaults. */
export const ACTIONS = {
  load: 'org.quickrestart1.load',
  loadRecovery: 'org.quickrestart1.load-recovery',
  setDefault: 'org.quickrestart1.set-default',
  everyRestart: 'org.quickrestart1.every-restart',
  trust: 'org.quickrestart1.trust',
  setBootLoaderDefault: 'org.quickrestart1.set-boot-loader-default',
} as const;

export type ActionId = (typeof ACTIONS)[keyof typeof ACTIONS];
