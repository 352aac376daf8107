// What may stand in a block: cleaned, measured in graphemes, its addresses and times looked at. Blocks may be
// unfinished; only what is filled in has to be right.
import type { Block } from '@windsurf/contracts/store-blocks';
import { blockTexts } from '@windsurf/contracts/store-block-limits';
import {
  contactRefused,
  endsBeforeStart,
  linkRefused,
  networkNameRefused,
  securePlace,
  telegramRefused,
  videoRefused,
} from '@windsurf/contracts/store-problems';
import type { ProblemType } from '@windsurf/contracts/problem';
import { checkLength, cleanLine, cleanText } from '../texts/texts.ts';
import type { Findings } from '../texts/texts.ts';
import { isLinkAddress, isOnHost, isWebAddress } from './addresses.ts';

/** Texts of several lines; all others are lines. */
const long = new Set(['text', 'answer', 'quote', 'directions']);

/** Cleans the texts of `part` that have a limit and finds those that are longer. */
function tidy<P extends object>(
  findings: Findings,
  part: P,
  limits: { readonly [K in keyof P]?: number },
  pointer: string,
): P {
  const next = { ...part } as Record<string, unknown>;
  for (const [name, limit] of Object.entries(limits)) {
    const typed = next[name];
    if (typeof typed !== 'string' || typeof limit !== 'number') continue;
    const text = long.has(name) ? cleanText(typed) : cleanLine(typed);
    checkLength(findings, text, limit, `${pointer}/${name}`);
    next[name] = text;
  }
  return next as P;
}

type Look = (url: string) => boolean;
/** Trims an address and finds one that may not stand here; nothing is wrong with an empty one yet. */
function address<P extends { url?: string }>(
  findings: Findings,
  part: P,
  pointer: string,
  [fits, problem]: readonly [Look, ProblemType] = [isLinkAddress, linkRefused],
): P {
  if (part.url === undefined) return part;
  const url = part.url.trim();
  if (url !== '' && !fits(url)) findings.add(problem, `${pointer}/url`);
  return { ...part, url };
}
const onTheWeb = [isWebAddress, securePlace] as const;
const onTelegram = [(url: string) => isOnHost(url, 'telegram'), telegramRefused] as const;
const onVideo = [(url: string) => isOnHost(url, 'video'), videoRefused] as const;

/** Does something with each entry of a list, which is pointed at by its place. */
const each = <E>(entries: readonly E[], pointer: string, work: (entry: E, pointer: string) => E): E[] =>
  entries.map((entry, at) => work(entry, `${pointer}/${at}`));

const contacts = {
  call: /^\+?[0-9][0-9 ()-]{2,20}$/,
  sms: /^\+?[0-9][0-9 ()-]{2,20}$/,
  telegram: /^@?[A-Za-z][A-Za-z0-9_]{3,31}$/,
  email: /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/,
} as const;

/** The block as it is kept. What is wrong with it is added to `findings`, with its place. */
export function acceptBlock(findings: Findings, block: Block, pointer: string): Block {
  if (block.from !== undefined && block.until !== undefined && block.until <= block.from) {
    findings.add(endsBeforeStart, `${pointer}/until`);
  }
  const limits = blockTexts[block.kind];
  // Each kind's limits name texts of that kind; what is no text has none.
  const own = tidy(findings, block, limits as { readonly [K in keyof Block]?: number }, pointer);
  return withParts(findings, own, pointer);
}

function withParts(findings: Findings, block: Block, pointer: string): Block {
  switch (block.kind) {
    case 'link':
    case 'picture':
      return address(findings, block, pointer);
    case 'audio':
    case 'recommendation':
      return address(findings, block, pointer, onTheWeb);
    case 'telegram':
      return address(findings, block, pointer, onTelegram);
    case 'video':
      return address(findings, block, pointer, onVideo);
    case 'gallery':
      return {
        ...block,
        images: each(block.images, `${pointer}/images`, (image, at) => tidy(findings, image, blockTexts.gallery, at)),
      };
    case 'social':
      return {
        ...block,
        links: each(block.links, `${pointer}/links`, (link, at) => {
          const name = cleanLine(link.name).replace(/^@/, '');
          if (name !== '' && !/^[\p{L}\p{M}\p{N}._-]{2,60}$/u.test(name))
            findings.add(networkNameRefused, `${at}/name`);
          return { ...link, name };
        }),
      };
    case 'freebie':
      return block.gift.kind === 'product'
        ? block
        : { ...block, gift: address(findings, block.gift, `${pointer}/gift`, onTheWeb) };
    case 'course':
      return { ...block, parts: each(block.parts, `${pointer}/parts`, (part, at) => acceptPart(findings, part, at)) };
    case 'dates':
      return {
        ...block,
        entries: each(block.entries, `${pointer}/entries`, (entry, at) => {
          if (entry.endsAt !== undefined && entry.endsAt <= entry.startsAt)
            findings.add(endsBeforeStart, `${at}/endsAt`);
          return address(findings, tidy(findings, entry, blockTexts.dates, at), at);
        }),
      };
    case 'questions':
      return {
        ...block,
        entries: each(block.entries, `${pointer}/entries`, (entry, at) =>
          tidy(findings, entry, blockTexts.questions, at),
        ),
      };
    case 'voices':
      return {
        ...block,
        entries: each(block.entries, `${pointer}/entries`, (entry, at) => tidy(findings, entry, blockTexts.voices, at)),
      };
    case 'contact':
      return {
        ...block,
        ways: each(block.ways, `${pointer}/ways`, (way, at) => {
          const to = cleanLine(way.to);
          if (to !== '' && !contacts[way.way].test(to)) findings.add(contactRefused, `${at}/to`);
          return { ...way, to };
        }),
      };
    default:
      return block;
  }
}

type Part = Extract<Block, { kind: 'course' }>['parts'][number];
function acceptPart(findings: Findings, part: Part, pointer: string): Part {
  const named = { title: blockTexts.course.part };
  const lesson = { title: blockTexts.course.lesson };
  return {
    ...tidy(findings, part, named, pointer),
    lessons: each(part.lessons, `${pointer}/lessons`, (entry, at) =>
      address(findings, tidy(findings, entry, lesson, at), at, onTheWeb),
    ),
  };
}
