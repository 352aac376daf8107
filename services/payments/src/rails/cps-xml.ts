// XML for the mobile-money core: a writer that escapes, and a reader that refuses whatever two readers could take
// differently.
import { XMLParser, XMLValidator } from 'fast-xml-parser';

export type XmlNode = readonly [name: string, content: string | readonly XmlNode[]];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** One element with what is in it. Signs that XML 1.0 cannot carry become spaces. */
export function writeXml([name, content]: XmlNode): string {
  const inside = typeof content === 'string' ? escapeXml(content) : content.map(writeXml).join('');
  return `<${name}>${inside}</${name}>`;
}
const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Cc}|\ufffe|\uffff/gu, ' ')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? '');

export type Leaves = {
  /** Of the outermost element of the body: `Response`, `Result`, `Fault`. */
  readonly root: string;
  /**
   * The text of the one element of this name, wherever it stands; undefined when there is none or when two of them do not
   * say the same.
   */
  one(name: string): string | undefined;
  /** The value of a `Key`/`Value` pair; undefined as in `one`. */
  parameter(key: string): string | undefined;
};

const longest = 256 * 1024;
const deepest = 20;
const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: true,
  processEntities: true,
  htmlEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/**
 * The SOAP body of an answer. Undefined for what is not well-formed, has a DTD, an entity of its own, a comment, a
 * CDATA section or a processing instruction, is larger than 256 KiB or is no envelope with exactly one body element. Never throws.
 */
export function readSoap(text: string): Leaves | undefined {
  if (text.length > longest || !plain(text)) return undefined;
  try {
    if (XMLValidator.validate(text) !== true) return undefined;
    const document: unknown = parser.parse(text);
    const body = only(only(document, 'Envelope'), 'Body');
    const inside = isNode(body) ? Object.entries(body) : [];
    const [first] = inside;
    if (inside.length !== 1 || first === undefined || Array.isArray(first[1])) return undefined;
    const found = new Map<string, string | null>();
    const pairs = new Map<string, string | null>();
    collect(first[1], found, pairs, 0);
    return {
      root: first[0],
      one: (name) => found.get(name) ?? undefined,
      parameter: (key) => pairs.get(key) ?? undefined,
    };
  } catch {
    return undefined;
  }
}

/** Nothing but elements and text: no DTD, no entity but the five, no comment that splits a value in two. */
function plain(text: string): boolean {
  const declared = text.replace(/^\ufeff?\s*<\?xml\s[^?]*\?>/, '');
  if (/<[!?]/.test(declared)) return false;
  return !/&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/.test(declared);
}

const isNode = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** What stands under a name that stands there once. */
const only = (node: unknown, name: string): unknown =>
  isNode(node) && Object.hasOwn(node, name) ? node[name] : undefined;

type Found = Map<string, string | null>;
/** A name with two different texts is nobody's: null. */
const keep = (found: Found, name: string, text: string): void => {
  const before = found.get(name);
  found.set(name, before === undefined || before === text ? text : null);
};

function collect(node: unknown, found: Found, pairs: Found, depth: number): void {
  if (depth > deepest || !isNode(node)) return;
  const [key, value] = [node.Key, node.Value];
  if (typeof key === 'string' && typeof value === 'string') keep(pairs, key, value);
  for (const [name, content] of Object.entries(node)) {
    for (const one of Array.isArray(content) ? content : [content]) {
      if (typeof one === 'string') keep(found, name, one);
      else collect(one, found, pairs, depth + 1);
    }
  }
}
