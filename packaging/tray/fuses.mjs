// The fuses of the packaged app: switches inside Electron's executable that nobody can turn at run time.
// https://www.electronjs.org/docs/latest/tutorial/fuses
import { FuseV1Options, FuseVersion } from '@electron/fuses';

export const FUSES = {
  // No ELECTRON_RUN_AS_NODE, NODE_OPTIONS or --inspect: the app runs its own code and nobody else's.
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // Only resources/app.asar is an app, no folder beside it.
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // Electron checks an archive's integrity on macOS and Windows only; here dpkg's md5sums and root's ownership stand for it.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  // There are no cookies, and no snapshot for the main process alone.
  [FuseV1Options.EnableCookieEncryption]: false,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // The windows come from the app's own scheme; file: pages get no more than other pages.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

/** What flipFuses() takes. */
export const FUSE_CONFIG = { version: FuseVersion.V1, resetAdHocDarwinSignature: false, ...FUSES };
