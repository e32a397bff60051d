import type { ConfigFiles } from '../../core/config-files.ts';
import type { RestartScanner, RestartSource } from '../../ports/restart-source.ts';
import { NixosSource } from './nixos-systems.ts';
import { NotedStatementsSource } from './noted-statements.ts';
import { RequiredFileSource } from './required-file.ts';
import { RunningKernelSource } from './running-kernel.ts';
import { RUNTIME_NOTES } from './runtime-note-file.ts';
import { needrestart, needsRestarting } from './scanners.ts';

/** Every source of this computer, each quick to read; docs/restart-required.md says what each looks at. */
export function restartSources(files: ConfigFiles): readonly RestartSource[] {
  return [
    new RunningKernelSource(files),
    new RequiredFileSource(files),
    new NixosSource(files),
    new NotedStatementsSource(files, RUNTIME_NOTES.packageKit),
    new NotedStatementsSource(files, RUNTIME_NOTES.scanned),
  ];
}

/** The programs that take their time; used where they are installed. */
export function restartScanners(): readonly RestartScanner[] {
  return [needrestart(), needsRestarting()];
}
