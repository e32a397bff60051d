import type { BootFiles } from '../../ports/boot-files.ts';

/** The same files; `onTouch` hears of every path before it is looked at, whether it is there or not. */
export function recordPaths(files: BootFiles, onTouch: (path: string) => void): BootFiles {
  const noted = <T>(path: string, look: () => T): T => {
    onTouch(path);
    return look();
  };
  return {
    root: files.root,
    readText: (path, maxBytes) => noted(path, () => files.readText(path, maxBytes)),
    readRange: (path, offset, lengthBytes) => noted(path, () => files.readRange(path, offset, lengthBytes)),
    stat: (path) => noted(path, () => files.stat(path)),
    list: (path) => noted(path, () => files.list(path)),
    realPath: (path) => noted(path, () => files.realPath(path)),
    hostPath: (path) => noted(path, () => files.hostPath(path)),
  };
}
