/* global performance, console, process */
// Starts the app beside it and notes, on stdout, when a window was made, shown and closed; SIGUSR2 closes every window.
const { app, BrowserWindow } = require('electron');

app.on('browser-window-created', (_event, window) => {
  const made = performance.now();
  window.once('show', () => console.log(`shown ${(performance.now() - made).toFixed(0)}`));
  window.once('closed', () => console.log('closed'));
});
process.on('SIGUSR2', () => BrowserWindow.getAllWindows().forEach((window) => window.close()));
require('./main.cjs');
