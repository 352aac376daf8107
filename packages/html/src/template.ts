/** Where a hole of a template stands, and so what may be put into it and how it is escaped. */
export type Hole = 'text' | 'value' | 'address' | 'attributes';

export type Template = { readonly chunks: readonly string[]; readonly holes: readonly Hole[] };

/** Attributes whose value a browser follows or loads. */
const ADDRESSES = new Set(['href', 'src', 'action', 'formaction', 'poster', 'cite', 'data', 'ping', 'xlink:href']);
/** Attributes whose value a browser runs or reads as markup: nothing of ours ever needs to be put in there. */
const REFUSED = /^(on.*|style|srcdoc)$/;

/** @returns true when an attribute's value is an address */
export function isAddress(name: string): boolean {
  return ADDRESSES.has(name.toLowerCase());
}

/** @returns true when an attribute may never carry a value made at run time */
export function isRefused(name: string): boolean {
  return REFUSED.test(name.toLowerCase());
}

type State =
  | 'text'
  | 'open'
  | 'name'
  | 'tag'
  | 'attribute'
  | 'equals'
  | 'double'
  | 'single'
  | 'bare'
  | 'comment'
  | 'raw';
type Place = { state: State; tag: string; attribute: string; empty: boolean };

const known = new WeakMap<TemplateStringsArray, Template>();

/**
 * Reads the constant parts of a template once and says for every hole where it stands.
 * @throws {TypeError} when a hole stands where no escaping is safe (a tag name, an unquoted value, a script, a style,
 * an event handler), when an address begins with a hole that constant text could turn into another scheme, or when the
 * template does not end in text.
 */
export function readTemplate(strings: TemplateStringsArray): Template {
  const seen = known.get(strings);
  if (seen) return seen;
  const holes: Hole[] = [];
  const place: Place = { state: 'text', tag: '', attribute: '', empty: true };
  strings.forEach((chunk, index) => {
    walk(chunk, place);
    if (index === strings.length - 1) return;
    const hole = holeAt(place, chunk);
    if (hole === 'address' && !/^["'/?#&]/.test(strings[index + 1] ?? '')) {
      throw new TypeError(
        `build the whole address first: a hole that begins ${place.attribute} stands before other text`,
      );
    }
    holes.push(hole);
    place.empty = false;
  });
  if (place.state !== 'text') throw new TypeError(`a template ends inside a tag: …${strings.at(-1)?.slice(-40)}`);
  const template = { chunks: strings.map((chunk) => chunk.replace(/\s*\n\s*/g, '\n')), holes };
  known.set(strings, template);
  return template;
}

function holeAt(place: Place, chunk: string): Hole {
  switch (place.state) {
    case 'text':
      return 'text';
    case 'name':
    case 'tag':
      return 'attributes';
    case 'double':
    case 'single':
      if (isRefused(place.attribute)) throw new TypeError(`no value may be put into the attribute ${place.attribute}`);
      return isAddress(place.attribute) && place.empty ? 'address' : 'value';
    default:
      throw new TypeError(`no value may be put here (${place.state}): …${chunk.slice(-40)}`);
  }
}

function walk(chunk: string, place: Place): void {
  for (let at = 0; at < chunk.length; at += 1) {
    const c = chunk.charAt(at);
    switch (place.state) {
      case 'text':
        if (c !== '<') break;
        if (chunk.startsWith('<!--', at)) place.state = 'comment';
        else if (/[a-z!/]/i.test(chunk.charAt(at + 1)) || at + 1 === chunk.length) {
          place.state = 'open';
          place.tag = '';
        }
        break;
      case 'open':
        place.state = 'name';
        place.tag = c.toLowerCase();
        break;
      case 'name':
        if (c === '>') closeTag(place);
        else if (/\s/.test(c)) place.state = 'tag';
        else place.tag += c.toLowerCase();
        break;
      case 'tag':
        if (c === '>') closeTag(place);
        else if (!/[\s/]/.test(c)) {
          place.state = 'attribute';
          place.attribute = c.toLowerCase();
        }
        break;
      case 'attribute':
        if (c === '=') place.state = 'equals';
        else if (c === '>') closeTag(place);
        else if (/\s/.test(c)) place.state = 'tag';
        else place.attribute += c.toLowerCase();
        break;
      case 'equals':
        place.empty = true;
        place.state = c === '"' ? 'double' : c === "'" ? 'single' : 'bare';
        break;
      case 'double':
      case 'single':
        if (c === (place.state === 'double' ? '"' : "'")) place.state = 'tag';
        else place.empty = false;
        break;
      case 'bare':
        if (c === '>') closeTag(place);
        else if (/\s/.test(c)) place.state = 'tag';
        break;
      case 'comment':
        if (chunk.startsWith('-->', at)) {
          place.state = 'text';
          at += 2;
        }
        break;
      case 'raw':
        if (chunk.slice(at).toLowerCase().startsWith(`</${place.tag}`)) place.state = 'open';
        break;
    }
  }
}

function closeTag(place: Place): void {
  place.state = place.tag === 'script' || place.tag === 'style' ? 'raw' : 'text';
}
