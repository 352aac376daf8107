/** One element: its namespace and local name, its child elements, and its text without theirs. */
export type XmlNode = { ns: string; name: string; children: XmlNode[]; text: string };

type Open = XmlNode & { tag: string; prefixes: Record<string, string> };

const NAME = '[A-Za-z_][A-Za-z0-9_.-]*';
const TAG = new RegExp(
  `<(?:/(${NAME}(?::${NAME})?)\\s*|(${NAME}(?::${NAME})?)((?:\\s+[A-Za-z_:][^\\s=<>"'/]*\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?))>`,
  'y',
);
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const DECLARATION =
  /^\s*<\?xml\s+version\s*=\s*(["'])1\.[01]\1(?:\s+encoding\s*=\s*(["'])utf-8\2)?(?:\s+standalone\s*=\s*(["'])(?:yes|no)\3)?\s*\?>/i;
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const DEEPEST = 32;
/** Characters that no XML document may hold. */
// oxlint-disable-next-line no-control-regex -- the rule is about just these
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function decode(text: string): string {
  return text.replace(/&([^;&]*;?)/g, (all, inner: string) => {
    const name = inner.endsWith(';') ? inner.slice(0, -1) : '';
    const named = NAMED[name];
    if (named !== undefined && Object.hasOwn(NAMED, name)) return named;
    const [, hex, decimal] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
    const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
    if (!(code > 0 && code <= 0x10_ff_ff) || FORBIDDEN.test(String.fromCodePoint(code))) {
      throw new SyntaxError(`The entity ${all.slice(0, 20)} is not taken`);
    }
    return String.fromCodePoint(code);
  });
}

/**
 * Reads one XML document strictly: elements, namespaces, text, CDATA, comments. A document type, an entity other than the five
 * of the standard, and a processing instruction are refused, so nothing outside of the document is ever read or unfolded.
 * @throws SyntaxError that says what is wrong
 */
export function readXml(document: string): XmlNode {
  const text = document.replace(/^\ufeff/, '');
  if (FORBIDDEN.test(text)) throw new SyntaxError('The document holds a character that XML does not allow');
  const open: Open[] = [];
  let root: XmlNode | undefined;
  let at = DECLARATION.exec(text)?.[0].length ?? 0;

  const addText = (raw: string, decoded: string): void => {
    const parent = open.at(-1);
    if (parent !== undefined) parent.text += decoded;
    else if (raw.trim() !== '') throw new SyntaxError('There is text outside of the document element');
  };
  const upTo = (end: string, from: number): number => {
    const found = text.indexOf(end, from);
    if (found < 0) throw new SyntaxError(`${end} is missing`);
    return found;
  };
  const begin = (tag: string, attributes: string): Open => {
    if (root !== undefined) throw new SyntaxError('There is more than one document element');
    if (open.length >= DEEPEST) throw new SyntaxError(`The document is deeper than ${DEEPEST} elements`);
    const prefixes = { ...open.at(-1)?.prefixes };
    const seen = new Set<string>();
    for (const [, name = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
      if (seen.has(name)) throw new SyntaxError(`The attribute ${name} stands twice`);
      seen.add(name);
      const value = decode(double ?? single ?? '');
      if (name === 'xmlns') prefixes[''] = value;
      else if (name.startsWith('xmlns:')) prefixes[name.slice(6)] = value;
    }
    const [name = '', prefix = ''] = tag.split(':').toReversed();
    const ns = prefixes[prefix] ?? '';
    if (prefix !== '' && ns === '') throw new SyntaxError(`The prefix ${prefix} is not declared`);
    return { tag, prefixes, ns, name, children: [], text: '' };
  };
  const end = (node: Open): void => {
    const { ns, name, children, text: inner } = node;
    const closed: XmlNode = { ns, name, children, text: inner };
    const parent = open.at(-1);
    if (parent === undefined) root = closed;
    else parent.children.push(closed);
  };

  while (at < text.length) {
    if (text[at] !== '<') {
      const next = text.indexOf('<', at);
      const raw = text.slice(at, next < 0 ? undefined : next);
      addText(raw, decode(raw));
      at = next < 0 ? text.length : next;
    } else if (text.startsWith('<!--', at)) {
      at = upTo('-->', at + 4) + 3;
    } else if (text.startsWith('<![CDATA[', at)) {
      const close = upTo(']]>', at + 9);
      addText('CDATA', text.slice(at + 9, close));
      at = close + 3;
    } else if (text.startsWith('<!', at)) {
      throw new SyntaxError('A document type or entity declaration is not taken');
    } else if (text.startsWith('<?', at)) {
      throw new SyntaxError('A processing instruction is not taken');
    } else {
      TAG.lastIndex = at;
      const [all, closing, opening, attributes = '', empty] = TAG.exec(text) ?? [];
      if (all === undefined) throw new SyntaxError(`The tag at character ${at} is not well formed`);
      if (opening !== undefined) {
        const node = begin(opening, attributes);
        if (empty === '/') end(node);
        else open.push(node);
      } else {
        const node = open.pop();
        if (node === undefined || node.tag !== closing) throw new SyntaxError(`</${String(closing)}> closes nothing`);
        end(node);
      }
      at += all.length;
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) throw new SyntaxError(`<${unclosed.tag}> is not closed`);
  if (root === undefined) throw new SyntaxError('There is no document element');
  return root;
}
