// How far a block is, and what of it travels to the server. The rules are those of its fields (kinds.ts).
import type { Block, BlockKind } from '@windsurf/contracts/store-blocks';
import { blankBlock, type FieldSpec, fieldsOf, kinds, type ListSpec, type Values } from './kinds.ts';

/** The fields of a block, or of a part of one, by their keys. */
export const valuesOf = (of: unknown): Values => (typeof of === 'object' && of !== null ? (of as Values) : {});

/** An address that a page may have: https with a host, tel or mailto. The server decides; this is for the hint. */
export function isAddress(text: string): boolean {
  if (/[\s<>"]/.test(text)) return false;
  if (/^tel:\+?[0-9][0-9-]{2,20}$/.test(text) || /^mailto:[^@\s?]+@[^@\s?]+\.[^@\s?]+(\?.*)?$/.test(text)) return true;
  if (!/^https:\/\//i.test(text)) return false;
  try {
    return new URL(text).hostname.includes('.');
  } catch {
    return false;
  }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
export const entriesOf = (value: unknown): readonly Values[] => (Array.isArray(value) ? value : []);

/** True when a field says nothing yet. Choices and ticks always say something. */
function isBare(field: FieldSpec, of: Values): boolean {
  const value = of[field.key];
  switch (field.type) {
    case 'choice':
    case 'tick':
    case 'number':
    case 'length':
      return true;
    case 'products':
    case 'reviews':
      return entriesOf(value).length === 0;
    case 'list':
      return entriesOf(value).every((entry) => isBareEntry(field, entry));
    case 'gift': {
      const gift = valuesOf(value);
      return asText(gift.url) === '' && asText(gift.productId) === '';
    }
    case 'place':
      return value === undefined;
    default:
      return asText(value) === '';
  }
}
const isBareEntry = (field: ListSpec, entry: Values): boolean => field.fields.every((inner) => isBare(inner, entry));

/** Has to be filled in as the block is now, and cannot be left out. */
const isAsked = ({ need, optional, when }: FieldSpec, of: Values): boolean =>
  need === true && (when === undefined || (optional !== true && when(of)));

/** True for a block that says nothing: it stays on this phone. A list of all products says something by itself. */
export const isBlank = (block: Block): boolean =>
  kinds[block.kind].some((field) => isAsked(field, valuesOf(block))) &&
  kinds[block.kind].every((field) => isBare(field, valuesOf(block)));

/** True when a field that has to be filled in is. */
function isDone(field: FieldSpec, of: Values): boolean {
  if (field.when !== undefined && !field.when(of)) return true;
  const value = of[field.key];
  if (field.type === 'url') {
    const text = asText(value);
    return text === '' ? field.need !== true : isAddress(text);
  }
  if (field.type === 'gift') {
    const gift = valuesOf(value);
    return gift.kind === 'product' ? asText(gift.productId) !== '' : isAddress(asText(gift.url));
  }
  if (field.type === 'list') {
    const entries = entriesOf(value).filter((entry) => !isBareEntry(field, entry));
    const done = entries.filter((entry) => missingIn(field.fields, entry) === undefined).length;
    if (field.every === true && done < entries.length) return false;
    return done >= (field.need === true ? field.min : 0);
  }
  return field.need !== true || !isBare(field, of);
}

/** The first of the fields that is not finished. */
export const missingIn = (fields: readonly FieldSpec[], of: Values): FieldSpec | undefined =>
  fields.find((field) => !isDone(field, of));

/** The field that keeps a block from being finished. */
export const missingOf = (block: Block): FieldSpec | undefined => missingIn(kinds[block.kind], valuesOf(block));

export type BlockState = 'ready' | 'example' | 'hidden' | 'empty' | 'incomplete' | 'broken' | 'scheduled' | 'over';
/** Knows the products that are for sale; undefined while they are not known. */
export type Sold = (productId: string) => boolean | undefined;

/** Products that a block needs to be shown at all. */
function productsOf(block: Block): readonly string[] {
  const { productId, productIds } = valuesOf(block);
  if (typeof productId === 'string') return [productId];
  if (block.kind === 'freebie' && block.gift.kind === 'product') return [block.gift.productId];
  return block.kind === 'membership' && Array.isArray(productIds) ? productIds : [];
}

/** What stands between a block and the public page at `now` (ms). */
export function stateOf(block: Block, sold: Sold, now: number = Date.now()): BlockState {
  if (block.example === true) return 'example';
  if (!block.visible) return 'hidden';
  if (isBlank(block)) return 'empty';
  if (missingOf(block) !== undefined) return 'incomplete';
  const products = productsOf(block);
  if (products.length > 0 && products.every((id) => sold(id) === false)) return 'broken';
  if (block.from !== undefined && Date.parse(block.from) > now) return 'scheduled';
  const ends = block.kind === 'countdown' ? block.endsAt : block.until;
  return ends !== undefined && Date.parse(ends) <= now ? 'over' : 'ready';
}

/** The value of a field as it is sent; undefined where there is none yet. */
function sentValue(field: FieldSpec, value: unknown): unknown {
  switch (field.type) {
    case 'url': {
      const text = asText(value);
      if (isAddress(text)) return text;
      return field.optional === true ? undefined : '';
    }
    case 'gift': {
      const gift = valuesOf(value);
      if (gift.kind === 'product' && asText(gift.productId) !== '') return gift;
      return { kind: 'link', url: isAddress(asText(gift.url)) ? asText(gift.url) : '' };
    }
    case 'list':
      return entriesOf(value).flatMap((entry) =>
        isBareEntry(field, entry) ? [] : (sentValues(field.fields, entry) ?? []),
      );
    case 'picture':
    case 'product':
    case 'moment':
      return asText(value) === '' ? undefined : value;
    case 'text':
    case 'area':
      return field.optional === true && asText(value) === '' ? undefined : (value ?? '');
    default:
      return value;
  }
}

/** Fields as they are sent; undefined when one that cannot be sent empty is. */
function sentValues(fields: readonly FieldSpec[], of: Values): Values | undefined {
  const sent: Record<string, unknown> = { ...of };
  for (const field of fields) {
    const value = sentValue(field, of[field.key]);
    if (value !== undefined) sent[field.key] = value;
    else if (field.optional === true || field.type === 'number') delete sent[field.key];
    else return undefined;
  }
  return sent;
}

/** A block as it is sent; undefined while it stays on this phone (ED-2: no empty blocks on the server). */
export function sentBlock(block: Block): Block | undefined {
  if (isBlank(block)) return undefined;
  const sent = sentValues(fieldsOf(block.kind), valuesOf(block));
  return sent === undefined ? undefined : (sent as Block);
}

/** A sample becomes hers with her first word: what she did not write goes, the made-up address first of all. */
export function owned(block: Block): Block {
  if (block.example !== true) return block;
  const { kind, id, visible } = block;
  const settings = kinds[kind].filter(({ type }) => type === 'choice' || type === 'tick' || type === 'number');
  const kept = settings.flatMap(({ key }): [string, unknown][] =>
    valuesOf(block)[key] === undefined ? [] : [[key, valuesOf(block)[key]]],
  );
  return { ...blankBlock(kind, id, Object.fromEntries(kept)), visible };
}

/** A sample whose words she keeps: the words stay; what is made up in it, such as its address, is hers to fill in. */
export function adopted(block: Block): Block {
  if (block.example !== true) return block;
  const { example: _example, ...rest } = block;
  return withoutMadeUp(kinds[block.kind], rest) as Block;
}

function withoutMadeUp(fields: readonly FieldSpec[], of: object): Values {
  const kept: Record<string, unknown> = { ...of };
  for (const field of fields) {
    if (field.type === 'list')
      kept[field.key] = entriesOf(kept[field.key]).map((entry) => withoutMadeUp(field.fields, entry));
    else if (field.madeUp !== true) continue;
    else if (field.optional === true) delete kept[field.key];
    else
      kept[field.key] =
        field.type === 'gift'
          ? { kind: 'link', url: '' }
          : field.type === 'products' || field.type === 'reviews'
            ? []
            : '';
  }
  return kept;
}

/** All that a block says, in order, for lists and comparisons; products and pictures by `named`. */
export function textsOf(block: Block, named: (field: FieldSpec, value: unknown) => string): string[] {
  const found: string[] = [];
  const look = (fields: readonly FieldSpec[], of: Values): void => {
    for (const field of fields) {
      const value = of[field.key];
      if (field.type === 'list') for (const entry of entriesOf(value)) look(field.fields, entry);
      else {
        const says = named(field, value);
        if (says !== '') found.push(says);
      }
    }
  };
  look(fieldsOf(block.kind), valuesOf(block));
  return found;
}

/** The first words of a block, in its own text. */
export const firstWords = (block: Block): string =>
  textsOf(block, (field, value) => (field.type === 'text' || field.type === 'area' ? asText(value) : ''))[0] ?? '';

export const kindsOf = Object.keys(kinds) as BlockKind[];
