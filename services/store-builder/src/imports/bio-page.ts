// A saved page of links: what its head says of whom it is, its links, and what its own data names with an address or a
// price. Nothing of it is run, and nothing is fetched.
import { defaultTreeAdapter as tree, parse } from 'parse5';
import type { DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { Imported } from '@windsurf/contracts/store-import';
import { gather } from './found.ts';
import type { Found } from './found.ts';
import { birrIn, otherMoneyIn } from './prices.ts';

/** Hosts of link pages themselves: their own pages about themselves are nobody's links. */
const ownHosts =
  /(^|\.)(linktr\.ee|beacons\.ai|stan\.store|bio\.link|bio\.site|campsite\.bio|linkin\.bio|lnk\.bio|taplink\.cc|gumroad\.com)$/;
const own = (address: string): boolean => {
  const url = URL.parse(address);
  if (url === null || !ownHosts.test(url.hostname.replace(/^www\./, ''))) return false;
  return /^\/?$|^\/(?:s\/|legal|privacy|terms|login|register|signup|help|about|discover|pricing|cookie|report)/.test(
    url.pathname,
  );
};

const attribute = (node: Tree.Element, name: string): string | undefined =>
  node.attrs.find((one) => one.name === name)?.value;

/** In the order of the document; a stack instead of calls, because a page may be as deep as it likes. */
function* elements(root: Tree.ParentNode): Generator<Tree.Element> {
  const waiting: Tree.ChildNode[] = root.childNodes.toReversed();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!tree.isElementNode(node)) continue;
    yield node;
    const inside = node.tagName === 'template' ? (node as Tree.Template).content.childNodes : node.childNodes;
    waiting.push(...inside.toReversed());
  }
}

const silent = new Set(['script', 'style', 'svg', 'template']);

/** The words inside, at most 500 pieces of them: a title is no book. */
function textOf(root: Tree.ParentNode): string {
  const waiting: Tree.ChildNode[] = root.childNodes.toReversed();
  const words: string[] = [];
  for (let node = waiting.pop(); node !== undefined && words.length < 500; node = waiting.pop()) {
    if (tree.isTextNode(node)) words.push(node.value);
    else if (tree.isElementNode(node) && !silent.has(node.tagName)) waiting.push(...node.childNodes.toReversed());
  }
  return words.join(' ').replace(/\s+/g, ' ').trim();
}

/** A title without the name of the site behind it. */
const nameIn = (title: string): string =>
  title.slice(0, 300).replace(/\s*[|–-]\s*(linktree|beacons|stan|link in bio).*$/i, '');

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Objects of a page's data that name something with an address or a price, wherever they are. */
function readData(value: unknown, found: Found, depth = 0): void {
  if (depth > 12 || typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) {
    const data = value as Record<string, unknown>;
    const title = textIn(data.title) || textIn(data.name) || textIn(data.label);
    const address = [data.url, data.href, data.link].map(textIn).find((one) => /^(https?:|tel:|mailto:)/i.test(one));
    const price = typeof data.price === 'number' ? String(data.price) : textIn(data.price);
    const currency = textIn(data.currency) || textIn(data.priceCurrency);
    if (title !== '' && price !== '' && /^[\d.,\s$€£]+/.test(price)) {
      const said = `${price} ${currency}`.trim();
      const priceSantim = birrIn(said) ?? null;
      const other = priceSantim === null ? (otherMoneyIn(said) ?? said) : null;
      found.product({ title, description: textIn(data.description), priceSantim, price: other });
    } else if (title !== '' && address !== undefined && !own(address)) found.link(address, title);
  }
  for (const one of Object.values(value)) readData(one, found, depth + 1);
}

export function readBioPage(text: string): Imported {
  const found = gather();
  let title = '';
  let heading = '';
  for (const element of elements(parse(text))) {
    const { tagName } = element;
    if (tagName === 'meta') {
      const property = attribute(element, 'property') ?? attribute(element, 'name');
      const content = attribute(element, 'content');
      if (property === 'og:title') found.name(nameIn(content ?? ''));
      if (property === 'og:description' || property === 'description') found.line(content);
    } else if (tagName === 'title') title = textOf(element);
    else if (tagName === 'h1' && heading === '') heading = textOf(element);
    else if (tagName === 'script') {
      const type = attribute(element, 'type') ?? '';
      if (!/json/i.test(type)) continue;
      const [data] = element.childNodes;
      if (data === undefined || !tree.isTextNode(data)) continue;
      try {
        readData(JSON.parse(data.value), found);
      } catch {
        // A page's own data may be anything; its links are still there.
      }
    } else if (tagName === 'a') {
      const href = attribute(element, 'href') ?? '';
      if (/^(https?:|tel:|mailto:)/i.test(href) && !own(href)) found.link(href, textOf(element));
    } else if (tagName === 'img') found.leave('media');
  }
  found.name(heading);
  found.name(nameIn(title));
  return found.all('page');
}
