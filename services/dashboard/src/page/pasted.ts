// A pasted address becomes a link with the right title. Nothing is fetched: the address itself says where it leads.
import { linkTitles } from '@windsurf/language/words-store';
import type { Phrase, PhraseParams } from '@windsurf/language/phrases';
import { isAddress } from './block-state.ts';

export type Pasted = {
  readonly url: string;
  readonly title: Phrase;
  readonly params: PhraseParams;
  /** The kind of block that such an address is. */
  readonly kind: 'link' | 'telegram' | 'video' | 'audio';
};

/** Addresses of one video, not of a channel. */
const videos = [
  /^https:\/\/(www\.|m\.)?youtube\.com\/(watch\?|shorts\/|live\/)/i,
  /^https:\/\/youtu\.be\/./i,
  /^https:\/\/(www\.)?tiktok\.com\/@[^/]+\/video\//i,
  /^https:\/\/(vm|vt)\.tiktok\.com\/./i,
  /^https:\/\/(www\.)?vimeo\.com\/\d/i,
];
const sounds = /\.(mp3|m4a|ogg|opus|aac|wav)(\?|$)/i;
const kindOfAddress = (url: string, site: string): Pasted['kind'] => {
  if (videos.some((pattern) => pattern.test(url))) return 'video';
  if (sounds.test(url)) return 'audio';
  return site === 'telegram' ? 'telegram' : 'link';
};

const hosts = [
  [/(^|\.)(t\.me|telegram\.(me|org|dog))$/, 'telegram'],
  [/(^|\.)tiktok\.com$/, 'tiktok'],
  [/(^|\.)(youtube\.com|youtu\.be)$/, 'youtube'],
  [/(^|\.)instagram\.com$/, 'instagram'],
  [/(^|\.)(facebook\.com|fb\.com|fb\.me)$/, 'facebook'],
  [/(^|\.)soundcloud\.com$/, 'soundcloud'],
  [/^(maps\.app\.goo\.gl|maps\.google\.com)$/, 'maps'],
] as const;

/** `t.me/selam`, `@selam`, `0911 234 567`, `selam@x.et`, `selam.et` as a link; undefined for anything else. */
export function readPasted(pasted: string): Pasted | undefined {
  const text = pasted.trim();
  if (/^(tel:)?\+?[0-9][0-9 ()-]{5,20}$/.test(text)) {
    const number = text.replace(/^tel:/, '').replace(/[^0-9+]/g, '');
    return { url: `tel:${number}`, title: linkTitles.call, params: { number }, kind: 'link' };
  }
  // A name alone is a Telegram name: it is where most stores come from.
  if (/^@[A-Za-z][A-Za-z0-9_]{3,31}$/.test(text)) {
    return { url: `https://t.me/${text.slice(1)}`, title: linkTitles.telegram, params: {}, kind: 'telegram' };
  }
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(text))
    return { url: `mailto:${text}`, title: linkTitles.mail, params: {}, kind: 'link' };
  const url = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text.replace(/^http:\/\//i, 'https://') : `https://${text}`;
  if (!isAddress(url)) return undefined;
  if (!url.startsWith('https:')) return { url, title: linkTitles.mail, params: {}, kind: 'link' };
  const site = new URL(url).hostname.replace(/^www\./, '');
  const kind = hosts.find(([pattern]) => pattern.test(site))?.[1] ?? 'site';
  return { url, title: linkTitles[kind], params: { site: site.slice(0, 40) }, kind: kindOfAddress(url, kind) };
}
