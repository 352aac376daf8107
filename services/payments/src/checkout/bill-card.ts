// The bill as a picture: a few kilobytes of SVG, texts only, black on white so that a bad screen and a printer both show it.
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import type { Language } from '@windsurf/language/phrases';

export type BillCard = {
  readonly lang: Language;
  readonly price: string;
  readonly store: string;
  readonly title: string;
  /** Nine digits. */
  readonly digits: string;
  /** Until when, in both calendars. */
  readonly until: string;
  readonly how: string;
};

const width = 640;
/** Roughly how many signs of 26 px fit beside each other; Ethiopic ones are wider. */
const fits = { en: 44, am: 34 } as const;

/** An SVG document of at most 15 kB, whatever the texts are. */
export function drawBill(card: BillCard): string {
  const lines = [
    ...wrap(card.title, fits[card.lang], 2),
    ...wrap(card.until, fits[card.lang], 3),
    ...wrap(card.how, fits[card.lang], 3),
  ];
  const code = (card.digits.match(/.{1,3}/g) ?? []).join(' ');
  const height = 330 + lines.length * 38;
  const row = (text: string, at: number): Html => html`<text x="40" y="${320 + at * 38}" font-size="26">${text}</text>`;
  const [store = ''] = wrap(card.store, fits[card.lang], 1);
  const drawing = html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${`${card.price} ${store} ${card.digits.split('').join(' ')}`}" lang="${card.lang}" font-family="Roboto,'Noto Sans Ethiopic',Kefa,Ebrima,Nyala,sans-serif" fill="#111"><rect width="100%" height="100%" fill="#fff"/><rect x="12" y="12" width="${width - 24}" height="${height - 24}" rx="18" fill="none" stroke="#111" stroke-width="3"/><text x="40" y="70" font-size="30">${store}</text><text x="40" y="130" font-size="46" font-weight="700">${card.price}</text><rect x="40" y="160" width="${width - 80}" height="104" rx="12" fill="#111"/><text x="${width / 2}" y="232" font-size="60" font-weight="700" font-family="monospace" fill="#fff" text-anchor="middle">${code}</text>${lines.map(row)}</svg>`;
  return drawing.toString();
}

/** Breaks a text into lines between its words; what is left over ends in a dot of three. */
function wrap(text: string, most: number, lines: number): string[] {
  const words = text.trim().split(/\s+/);
  const out: string[] = [];
  let line = '';
  for (const word of words) {
    const next = line === '' ? word : `${line} ${word}`;
    if ([...next].length <= most) {
      line = next;
      continue;
    }
    if (line !== '') out.push(line);
    line = [...word].slice(0, most).join('');
    if (out.length >= lines) break;
  }
  if (line !== '') out.push(line);
  if (out.length <= lines) return out;
  const last = out[lines - 1] ?? '';
  return [...out.slice(0, lines - 1), `${last.slice(0, most - 1)}…`];
}
