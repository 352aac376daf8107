// A pasted address becomes a link with the right title. Nothing is fetched: the address itself says where it leads.
import { linkRefused } from '@windsurf/contracts/store-problems';
import type { LinkBlock } from '@windsurf/contracts/store';
import { newId } from '@windsurf/db/ids';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { linkTitles } from '@windsurf/language/words-store';
import type { Static } from 'typebox';
import { isLinkAddress } from './content-rules.ts';
import { createFindings } from '../texts/texts.ts';

export type LinkKind =
  | 'telegram'
  | 'tiktok'
  | 'youtube'
  | 'instagram'
  | 'facebook'
  | 'soundcloud'
  | 'maps'
  | 'call'
  | 'mail'
  | 'site';

const hosts: readonly (readonly [RegExp, LinkKind])[] = [
  [/(^|\.)(t\.me|telegram\.(me|org|dog))$/, 'telegram'],
  [/(^|\.)tiktok\.com$/, 'tiktok'],
  [/(^|\.)(youtube\.com|youtu\.be)$/, 'youtube'],
  [/(^|\.)instagram\.com$/, 'instagram'],
  [/(^|\.)(facebook\.com|fb\.com|fb\.me)$/, 'facebook'],
  [/(^|\.)soundcloud\.com$/, 'soundcloud'],
  [/^(maps\.app\.goo\.gl|maps\.google\.com)$/, 'maps'],
];

/** What an address of ours leads to, by its scheme and host. */
export function kindOfLink(url: string): LinkKind {
  if (url.startsWith('tel:')) return 'call';
  if (url.startsWith('mailto:')) return 'mail';
  const host = (URL.parse(url)?.hostname ?? '').replace(/^www\./, '');
  return hosts.find(([pattern]) => pattern.test(host))?.[1] ?? 'site';
}

/** What was pasted as an address, or undefined when it is none: `t.me/selam`, `@selam`, `0911 234 567`, `selam@x.et`. */
export function addressOf(pasted: string): string | undefined {
  const text = pasted.trim();
  if (/^(tel:)?\+?[0-9][0-9 ()-]{5,20}$/.test(text)) return `tel:${text.replace(/^tel:/, '').replace(/[^0-9+]/g, '')}`;
  // A name alone is a Telegram name: it is where most stores come from.
  if (/^@[A-Za-z][A-Za-z0-9_]{3,31}$/.test(text)) return `https://t.me/${text.slice(1)}`;
  if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text.replace(/^http:\/\//i, 'https://') : `https://${text}`;
  return isLinkAddress(withScheme) ? withScheme : undefined;
}

const titleOf = (url: string, kind: LinkKind, lang: Language): string => {
  const phrase: Phrase = linkTitles[kind];
  const site = (URL.parse(url)?.hostname ?? '').replace(/^www\./, '').slice(0, 40);
  return say(phrase, lang, { number: url.slice(4), site });
};

/** Words for a link that came without any. */
export const titleOfLink = (url: string, lang: Language): string => titleOf(url, kindOfLink(url), lang);

/** Link blocks of pasted addresses, empty ones left out. Throws 422 that points at each one that is no address. */
export function linkBlocks(pasted: readonly string[], lang: Language): Static<typeof LinkBlock>[] {
  const findings = createFindings();
  const blocks = pasted.flatMap((text, at): Static<typeof LinkBlock>[] => {
    if (text.trim() === '') return [];
    const url = addressOf(text);
    if (url === undefined) {
      findings.add(linkRefused, `/links/${at}`);
      return [];
    }
    return [{ id: newId(), kind: 'link', visible: true, title: titleOfLink(url, lang), url }];
  });
  findings.refuse();
  return blocks;
}
