// result.json of Telegram Desktop ("Export chat history", machine-readable JSON): `{ name, type, messages: [{ type, date,
// date_unixtime, text, text_entities, photo, file }] }`. `text` is a string or a list of strings and entities.
import { importBroken, importPrivate } from '@windsurf/contracts/store-import';
import type { Imported } from '@windsurf/contracts/store-import';
import { gather } from './found.ts';
import { birrIn, otherMoneyIn } from './prices.ts';

type Entity = { readonly type?: unknown; readonly text?: unknown; readonly href?: unknown };
type Message = Readonly<Record<'type' | 'text' | 'date_unixtime' | 'date' | 'photo' | 'file', unknown>>;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Whether parsed JSON looks like an export of one chat. */
export const isTelegramExport = (value: unknown): value is { name?: unknown; type?: unknown; messages: unknown[] } =>
  isObject(value) && Array.isArray(value.messages) && typeof value.type === 'string';

const channels = new Set(['public_channel', 'private_channel']);

const partsOf = (text: unknown): readonly (string | Entity)[] =>
  typeof text === 'string' ? [text] : Array.isArray(text) ? (text as (string | Entity)[]) : [];
const wordsOf = (part: string | Entity): string =>
  typeof part === 'string' ? part : typeof part.text === 'string' ? part.text : '';

/** The export names the second of each post, and the local time of the computer that made it. */
function momentOf({ date_unixtime: unix, date }: Message): Date | undefined {
  const seconds = typeof unix === 'string' && /^\d{1,11}$/.test(unix) ? Number(unix) * 1000 : Number.NaN;
  const at = new Date(Number.isNaN(seconds) && typeof date === 'string' ? `${date}+03:00` : seconds);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** Throws importPrivate for a chat with people. */
export function readTelegramExport(file: { name?: unknown; type?: unknown; messages: unknown[] }): Imported {
  if (!channels.has(String(file.type))) throw importPrivate();
  const found = gather();
  if (typeof file.name === 'string') found.name(file.name);
  for (const message of file.messages) {
    if (!isObject(message)) throw importBroken();
    const post = message as Message;
    if (post.type !== 'message') continue;
    if (post.photo !== undefined || post.file !== undefined) found.leave('media');
    const parts = partsOf(post.text);
    for (const part of parts) {
      if (typeof part === 'string') continue;
      const words = wordsOf(part);
      if (part.type === 'text_link' && typeof part.href === 'string') found.link(part.href, words);
      else if (['link', 'mention', 'phone', 'email'].includes(String(part.type))) found.link(words, '');
    }
    const text = parts.map(wordsOf).join('');
    if (text.trim() === '') continue;
    found.post(text, momentOf(post));
    const price = birrIn(text);
    const other = price === undefined ? otherMoneyIn(text) : undefined;
    if (price === undefined && other === undefined) continue;
    const [title = '', ...rest] = text.trim().split('\n');
    found.product({ title, description: rest.join('\n'), priceSantim: price ?? null, price: other ?? null });
  }
  return found.all('telegram');
}
