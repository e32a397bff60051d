/* global __dirname */
// The least that an app with an icon in the panel can be: what ours is measured against.
const { join } = require('node:path');
const { app, Menu, nativeImage, Tray } = require('electron');

app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  const tray = (globalThis.tray = new Tray(nativeImage.createFromPath(join(__dirname, 'icon.png'))));
  tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Quit', role: 'quit' }]));
});
