import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { CHANNELS, type WindowCall, type WindowCalls } from '../../contracts/app/ipc.ts';
import { isOurPage } from '../windows/origin.ts';
import { callName, checkArgument } from './check-argument.ts';

/** A window that calls, as serveCalls needs it. */
export interface CallingWindow {
  readonly answer: <Name extends WindowCall>(name: Name, argument: WindowCalls[Name]['argument']) => Promise<WindowCalls[Name]['answer']> | WindowCalls[Name]['answer'];
}

/**
 * The one place that listens to windows. A call counts when it comes from the top frame of a window of ours that shows a page of
 * ours, names a call of the contract and brings its argument; everything else is refused, with nothing told but that.
 */
export function serveCalls(windowOf: (contentsId: number) => CallingWindow | null): void {
  ipcMain.handle(CHANNELS.call, async (event, name: unknown, argument: unknown) => {
    const window = isFromOurFrame(event) ? windowOf(event.sender.id) : null;
    const call = callName(name);
    if (window === null || call === null) throw new Error('refused');
    return answer(window, call, argument);
  });
}

async function answer<Name extends WindowCall>(window: CallingWindow, name: Name, argument: unknown): Promise<WindowCalls[Name]['answer']> {
  const checked = checkArgument(name, argument);
  if (!checked.ok) throw new Error(`refused: ${checked.error}`);
  return window.answer(name, checked.value);
}

function isFromOurFrame({ senderFrame, sender }: IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isOurPage(senderFrame.url);
}
