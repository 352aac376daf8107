// What may stand in a draft, and which part of it readers see.
import { linkRefused, oneImportant } from '@windsurf/contracts/store-problems';
import type { Block, PageContent } from '@windsurf/contracts/store';
import { wrongShape } from '@windsurf/contracts/problem';
import { checkLength, checkName, cleanLine, cleanText, createFindings, limits } from '../texts/texts.ts';
import type { Findings } from '../texts/texts.ts';

/** An address that a link may have: https with a host, tel or mailto. */
export function isLinkAddress(text: string): boolean {
  if (/[\s\p{Cc}<>"]/u.test(text)) return false;
  if (/^tel:\+?[0-9][0-9-]{2,20}$/.test(text)) return true;
  if (/^mailto:[^@\s?]+@[^@\s?]+\.[^@\s?]+(\?.*)?$/.test(text)) return true;
  if (!/^https:\/\//i.test(text)) return false;
  const url = URL.parse(text);
  return url !== null && url.hostname.includes('.') && url.username === '' && url.password === '';
}

/**
 * The content as it is kept: cleaned, with every rule checked. Throws 422 with a pointer and a sentence for each field.
 * Blocks may be unfinished; only what is filled in has to be right.
 */
export function acceptContent(content: PageContent): PageContent {
  const findings = createFindings();
  const displayName = cleanLine(content.displayName);
  const line = cleanLine(content.line);
  const bio = cleanText(content.bio);
  checkName(findings, displayName, '/content/displayName');
  checkLength(findings, line, limits.line, '/content/line');
  checkLength(findings, bio, limits.bio, '/content/bio');
  const blocks = content.blocks.map((block, at) => acceptBlock(findings, block, `/content/blocks/${at}`));
  if (new Set(blocks.map((block) => block.id)).size !== blocks.length) {
    throw wrongShape({}, { pointer: '/content/blocks' });
  }
  const important = blocks.flatMap((block, at) => (block.kind === 'link' && block.important === true ? [at] : []));
  const second = important[1];
  if (second !== undefined) findings.add(oneImportant, `/content/blocks/${second}/important`);
  findings.refuse();
  return { displayName, line, bio, theme: content.theme, blocks };
}

function acceptBlock(findings: Findings, block: Block, pointer: string): Block {
  if (block.kind === 'product') return block;
  if (block.kind === 'text') {
    const text = cleanText(block.text);
    checkLength(findings, text, limits.text, `${pointer}/text`);
    return { ...block, text };
  }
  const title = cleanLine(block.title);
  const url = block.url.trim();
  checkLength(findings, title, limits.linkTitle, `${pointer}/title`);
  if (url !== '' && !isLinkAddress(url)) findings.add(linkRefused, `${pointer}/url`);
  if (block.note === undefined) return { ...block, title, url };
  const note = cleanLine(block.note);
  checkLength(findings, note, limits.note, `${pointer}/note`);
  return { ...block, title, url, note };
}

const isFinished = (block: Block): boolean => {
  if (block.kind === 'text') return block.text !== '';
  return block.kind === 'product' || (block.title !== '' && block.url !== '');
};

/** The blocks that readers see: not hidden, no samples, finished; products only where `isSold`. */
export const shownBlocks = (blocks: readonly Block[], isSold: (productId: string) => boolean): Block[] =>
  blocks.filter(
    (block) =>
      block.visible &&
      block.example !== true &&
      isFinished(block) &&
      (block.kind !== 'product' || isSold(block.productId)),
  );
