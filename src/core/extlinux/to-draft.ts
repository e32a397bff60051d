import type { BootEntryDraft, EntryProblem } from '../boot-entry/boot-entry.ts';
import type { ConfigFiles } from '../config-files.ts';
import { said } from '../said.ts';
import { say } from '../sentence.ts';
import type { Label } from './menu.ts';
import { pathOnSystem, type Place } from './paths.ts';

/** The boot entry of a label, its paths as the running system sees them; `id` is unique among the labels. */
export function toDraft(label: Label, id: string, isDefault: boolean, files: ConfigFiles, place: Place): BootEntryDraft {
  const elsewhere: string[] = [];
  const onSystem = (path: string): string => {
    const where = pathOnSystem(place, path);
    if (where === null) elsewhere.push(path);
    return where ?? path;
  };
  const linux = label.kind === 'linux';
  const kernel = label.kernel === null ? null : onSystem(label.kernel);
  const initrds = linux ? label.initrds.map(onSystem) : [];
  const devicetree = linux && label.deviceTree !== null ? onSystem(label.deviceTree) : null;
  return {
    id,
    title: label.title,
    titlePath: label.titlePath,
    source: { kind: 'extlinux', file: label.file, line: label.line },
    kernel,
    initrds,
    devicetree,
    commandLine: linux ? label.commandLine : '',
    default: isDefault,
    restricted: label.restricted,
    problems: [...label.problems, ...elsewhere.map(notHere), ...deviceTreeProblems(label, files, place), ...encodingProblems(label)],
  };
}

function notHere(path: string): EntryProblem {
  return { kind: 'device-unknown', ...said(say('{path} is on another device or on the network.', { path })) };
}

/**
 * U-Boot goes on with the device tree that it has where the directory of FDTDIR lacks a tree for the board, and applies
 * FDTOVERLAYS only to a tree that it loaded. Which file of the directory it takes, its environment decides.
 */
function deviceTreeProblems(label: Label, files: ConfigFiles, place: Place): readonly EntryProblem[] {
  if (label.kind !== 'linux') return [];
  if (label.deviceTree !== null) return [{ kind: 'devicetree', ...said(say('The entry loads a device tree of its own, which kexec cannot pass on.')) }];
  const directory = label.deviceTreeDirectory === null ? null : pathOnSystem(place, label.deviceTreeDirectory);
  if (directory === null) return [];
  const status = files.stat(directory);
  if (!status.ok && status.error.kind === 'missing') return [];
  return [{ kind: 'devicetree', ...said(say('The entry loads a device tree from {directory}, which kexec cannot pass on.', { directory })) }];
}

function encodingProblems(label: Label): readonly EntryProblem[] {
  const text = [label.commandLine, label.kernel ?? '', label.deviceTree ?? '', ...label.initrds].join('');
  if (!/[\0\ufffd]/.test(text)) return [];
  return [{ kind: 'encoding', ...said(say('The entry is not plain UTF-8 text, so it could not be passed on exactly.')) }];
}
