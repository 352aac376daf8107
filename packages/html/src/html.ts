import { isAddress, isRefused, readTemplate } from './template.ts';

const markup: unique symbol = Symbol('markup');
const attributeList: unique symbol = Symbol('attributes');

/** Markup that is safe to send: made only by `html`, `attributes`' neighbours in this file and `trusted`. */
export type Html = { readonly [markup]: string; toString(): string };

/** A list of attributes, made by `attributes`; it fits only inside a tag. */
export type Attributes = { readonly [attributeList]: string; toString(): string };

/** What may stand in a hole. Nothing is drawn for null, undefined and false; arrays are drawn one after the other. */
export type Renderable =
  | Html
  | Attributes
  | string
  | number
  | bigint
  | null
  | undefined
  | false
  | readonly Renderable[];

export type AttributeValue = string | number | boolean | null | undefined;

/**
 * Template tag for markup. Every value is escaped for the place where it stands; addresses pass `safeUrl`; `Html` values
 * and arrays pass in text. A value where no escaping is safe is a TypeError, at the first drawing.
 */
export function html(strings: TemplateStringsArray, ...values: Renderable[]): Html {
  const { chunks, holes } = readTemplate(strings);
  let out = chunks[0] ?? '';
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at];
    switch (holes[at]) {
      case 'text':
        out += text(value);
        break;
      case 'address':
        out += escape(safeUrl(plain(value)));
        break;
      case 'value':
        out += escape(plain(value));
        break;
      default:
        out += list(value);
    }
    out += chunks[at + 1] ?? '';
  }
  return made(out);
}

/**
 * A list of attributes for the inside of a tag: `<input${attributes({ name, checked })}>`.
 * True draws the bare name; false, null and undefined draw nothing. Addresses pass `safeUrl`.
 * @throws {TypeError} for a name that is none, an event handler, style or srcdoc
 */
export function attributes(values: Readonly<Record<string, AttributeValue>>): Attributes {
  let out = '';
  for (const [name, value] of Object.entries(values)) {
    if (value === false || value === null || value === undefined) continue;
    if (!/^[a-z][a-z0-9:-]*$/i.test(name) || isRefused(name)) throw new TypeError(`not an attribute of ours: ${name}`);
    if (value === true) out += ` ${name}`;
    else out += ` ${name}="${escape(isAddress(name) ? safeUrl(String(value)) : String(value))}"`;
  }
  return Object.freeze({ [attributeList]: out, toString: () => out });
}

const SCHEMES = new Set(['https', 'http', 'tel', 'mailto', 'sms', 'geo']);

/** A web address for Chrome of an Android phone, out of a browser inside another app: no other app, nothing but the web. */
const inChrome =
  /^intent:\/\/[^\s#]+#Intent;scheme=https?;package=com\.android\.chrome;S\.browser_fallback_url=https?%3A%2F%2F[^;\s]+;end$/;

/**
 * An address that may be followed: https, http, tel, mailto, sms, geo, or relative to our own origin; an intent only when
 * it opens a web address in Chrome. Everything else
 * (javascript:, data:, blob:, an address of another host without a scheme) becomes '#'.
 */
export function safeUrl(href: string): string {
  // Browsers drop these before they read the scheme, so we do too: "java\nscript:" is "javascript:".
  // oxlint-disable-next-line no-control-regex
  const clean = href.replace(/[\t\n\r]/g, '').replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '');
  if (/^[/\\]{2}/.test(clean) || clean.startsWith('\\')) return '#';
  const scheme = /^([^/?#]*?):/.exec(clean)?.[1];
  if (scheme === undefined) return clean;
  return SCHEMES.has(scheme.toLowerCase()) || inChrome.test(clean) ? clean : '#';
}

/**
 * Markup that is written in the source and never made at run time; a text whose type is plain `string` does not compile.
 * A check counts the uses of this name, so that each one is looked at.
 */
export function trusted<const Constant extends string>(constant: string extends Constant ? never : Constant): Html {
  return made(constant);
}

/** Structured data as a block that is never run: `<script type="application/ld+json">`. */
export function jsonLd(data: object): Html {
  const json = JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (c) => {
    return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return made(`<script type="application/ld+json">${json}</script>`);
}

/** Text of a person in its own language, so that a screen reader changes its voice. */
export function textIn(lang: string, content: string): Html {
  return html`<span lang="${lang}">${content}</span>`;
}

/** @returns true for markup made by this package */
export function isHtml(value: unknown): value is Html {
  return typeof value === 'object' && value !== null && markup in value;
}

/** @returns true when there is something to draw */
export function isDrawn(value: Renderable): boolean {
  if (Array.isArray(value)) return value.some(isDrawn);
  return value !== null && value !== undefined && value !== false && String(value) !== '';
}

function made(out: string): Html {
  return Object.freeze({ [markup]: out, toString: () => out });
}

function text(value: Renderable | true): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'string') return escape(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(text).join('');
  if (isHtml(value)) return value[markup];
  throw new TypeError(`this cannot be drawn in text: ${typeof value}`);
}

function plain(value: Renderable): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return value.map(plain).filter(Boolean).join(' ');
  throw new TypeError('markup cannot stand in the value of an attribute');
}

function list(value: Renderable): string {
  if (value === null || value === undefined || value === false) return '';
  if (typeof value === 'object' && attributeList in value) return value[attributeList];
  throw new TypeError('only attributes({ … }) can stand inside a tag');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(value: string): string {
  return /[&<>"']/.test(value) ? value.replace(/[&<>"']/g, (c) => ENTITIES[c] ?? '') : value;
}
