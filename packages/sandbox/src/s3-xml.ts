/** A tiny writer and reader of S3's XML: flat elements, no attributes, no CDATA. */

export type XmlNode = string | number | boolean | XmlNode[] | { [name: string]: XmlNode | undefined };

const escapes: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', '\r': '&#13;' };

function write(name: string, node: XmlNode | undefined): string {
  if (node === undefined) return '';
  if (Array.isArray(node)) return node.map((one) => write(name, one)).join('');
  const inner =
    typeof node === 'object'
      ? Object.entries(node)
          .map(([child, value]) => write(child, value))
          .join('')
      : String(node).replace(/[<>&"\r]/g, (c) => escapes[c] ?? c);
  return `<${name}>${inner}</${name}>`;
}

/** Prints a document; an array prints its element once per member, `undefined` prints nothing. */
export function printXml(name: string, node: XmlNode): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(name, node)}`;
}

function unescape(text: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
  return text.replace(
    /&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return named[name ?? ''] ?? whole;
    },
  );
}

/** The inner texts of all elements `name` in `xml`, in order, still escaped. */
export function innerOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
    (found) => found[1] ?? '',
  );
}

/** The unescaped text of the first element `name`. */
export function textOf(xml: string, name: string): string | undefined {
  const inner = innerOf(xml, name)[0];
  return inner === undefined ? undefined : unescape(inner.trim());
}
