// What a person would call a device, out of what its browser says of itself.

const browsers = [
  [/TelegramBot|Telegram/i, 'Telegram'],
  [/OPR\/|Opera/i, 'Opera'],
  [/SamsungBrowser/i, 'Samsung Internet'],
  [/Edg/i, 'Edge'],
  [/Firefox/i, 'Firefox'],
  [/Chrome/i, 'Chrome'],
  [/Safari/i, 'Safari'],
] as const;
const systems = [
  [/iPhone|iPad/i, 'iPhone'],
  [/Windows/i, 'Windows'],
  [/Mac OS/i, 'Mac'],
  [/Linux/i, 'Linux'],
] as const;

/** Browser and system; undefined for what no browser says. An Android phone is called by its model. */
export function deviceName(userAgent: string): { readonly browser: string; readonly system: string } | undefined {
  const browser = browsers.find(([pattern]) => pattern.test(userAgent))?.[1];
  const model = /Android[^;)]*;\s*([^;)]+?)(?:\s+Build\/[^;)]*)?[;)]/.exec(userAgent)?.[1];
  const system = /Android/i.test(userAgent)
    ? model === undefined || /^[kK]$|^wv$/.test(model)
      ? 'Android'
      : model
    : systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  return browser === undefined || system === undefined ? undefined : { browser, system };
}
