import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { CHANNELS, type WindowBridge, type WindowView } from '../contracts/app/ipc.ts';

/** All that a page sees of the app: calls by name, and views. Main checks both ends of it again. */
const bridge: WindowBridge = {
  call: (name, argument) => ipcRenderer.invoke(CHANNELS.call, name, argument) as ReturnType<typeof bridge.call<typeof name>>,
  onView: (show) => {
    const listener = (_event: IpcRendererEvent, view: WindowView): void => show(view);
    ipcRenderer.on(CHANNELS.view, listener);
    return () => ipcRenderer.removeListener(CHANNELS.view, listener);
  },
};

contextBridge.exposeInMainWorld('quickRestart', bridge);
