import { realpathSync, statSync } from 'node:fs';
import type { Failure } from '../contracts/errors.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { OpenTarget } from './context.ts';

/** The real parts for a restart into the system that is installed below a directory; mounts go by the directory's real name. */
export async function openTarget(path: string): Promise<Result<OpenTarget, Failure>> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return err({ kind: 'usage', message: `${path} is no directory.`, hint: 'Give the directory where the installed system is mounted: --root /target' });
  }
  const directory = realpathSync(path);
  const [{ LocalBootFiles }, { FstabFileSystems }, { TargetMountsTool }, { LoadRecordFile }, { KexecTool }] = await Promise.all([
    import('../adapters/boot-files/local-boot-files.ts'),
    import('../adapters/file-systems/fstab-file-systems.ts'),
    import('../adapters/target-mounts/target-mounts-tool.ts'),
    import('../adapters/load-record/load-record-file.ts'),
    import('../adapters/kexec/kexec-tool.ts'),
  ]);
  const files = new LocalBootFiles(directory);
  const kexec = new KexecTool();
  return ok({ directory, files, fileSystems: new FstabFileSystems(files), mounts: new TargetMountsTool(), records: new LoadRecordFile(), jump: () => kexec.jump() });
}
