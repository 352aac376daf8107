// Addresses that may stand on a page.

/** An address that a link may have: https with a host, tel or mailto. */
export function isLinkAddress(text: string): boolean {
  if (/[\s\p{Cc}<>"]/u.test(text)) return false;
  if (/^tel:\+?[0-9][0-9-]{2,20}$/.test(text)) return true;
  if (/^mailto:[^@\s?]+@[^@\s?]+\.[^@\s?]+(\?.*)?$/.test(text)) return true;
  return isWebAddress(text);
}

/** https with a host of somebody, and no name or password in it. */
export function isWebAddress(text: string): boolean {
  if (/[\s\p{Cc}<>"]/u.test(text) || !/^https:\/\//i.test(text)) return false;
  const url = URL.parse(text);
  return url !== null && url.hostname.includes('.') && url.username === '' && url.password === '';
}

const hosts = {
  telegram: /^(t\.me|telegram\.(me|org|dog))$/,
  video: /^((m\.)?youtube\.com|youtu\.be|(vm\.|vt\.)?tiktok\.com|(player\.)?vimeo\.com|t\.me|telegram\.me)$/,
} as const;

/** An https address at Telegram, or at a place of videos. */
export function isOnHost(text: string, place: keyof typeof hosts): boolean {
  return isWebAddress(text) && hosts[place].test((URL.parse(text)?.hostname ?? '').replace(/^www\./, ''));
}
