// Asks the browser to hold the dashboard's files, once somebody edits a page here: who only signs up pays nothing for it.
declare const __OFFLINE_SHELL__: boolean;

export function holdShell(): void {
  if (!__OFFLINE_SHELL__ || !('serviceWorker' in navigator)) return;
  // Browsers that keep nothing, as in private windows, refuse; the editor works without.
  navigator.serviceWorker.register('/sw.js').catch(() => undefined);
}
