// What stands in the form of a product, apart from how it is shown.
import type { Product } from '@windsurf/contracts/store';
import { del, get, set } from 'idb-keyval';
import { nothingShown, typeRules } from '@windsurf/contracts/product-types';
import type { ProductDetails, ProductShown, ProductType } from '@windsurf/contracts/product-types';
import type { Category } from '@windsurf/contracts/store-categories';
import { santim } from '@windsurf/money/money';
import type { Slot } from './kept-slot.ts';
import { priceText, type PriceRead, readPrice } from './price-field.ts';
import { detailsOf, sameDetails, type TypeForm, typeFormOf } from './type-form.ts';

export type ProductForm = {
  readonly title: string;
  /** As typed. */
  readonly price: string;
  readonly description: string;
  readonly coverImageId: string | null;
  readonly coverUrl: string | null;
  readonly fileId: string | null;
  readonly type: ProductType;
  /** What its type promises, as texts. */
  readonly details: TypeForm;
  /** What its page says beside that. */
  readonly shown: ProductShown;
  /** Null: what her store is about. */
  readonly category: Category | null;
  /** As typed, with commas between them. */
  readonly tags: string;
};

export const mostTags = 5;
/** Each once, in small letters, as the server keeps them. */
export const tagsIn = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[,;፣፤\n]/u)
      .map((tag) => tag.replace(/\s+/gu, ' ').trim().replace(/^#/u, '').toLowerCase())
      .filter((tag) => tag !== ''),
  ),
];

export const emptyForm: ProductForm = {
  title: '',
  price: '',
  description: '',
  coverImageId: null,
  coverUrl: null,
  fileId: null,
  type: 'digital-download',
  details: {},
  shown: nothingShown,
  category: null,
  tags: '',
};

export const formOf = (product: Product): ProductForm => ({
  title: product.title,
  price: priceText(product.priceSantim),
  description: product.description,
  coverImageId: product.coverImageId,
  coverUrl: product.coverUrl,
  fileId: product.fileId,
  type: product.type,
  details: typeFormOf(product.details),
  shown: product.shown ?? nothingShown,
  category: product.category ?? null,
  tags: (product.tags ?? []).join(', '),
});

type Sent = {
  title: string;
  priceSantim: number;
  description: string;
  coverImageId: string | null;
  fileId: string | null;
  details: ProductDetails;
  shown: ProductShown;
  category: Category | null;
  tags: string[];
};

/** The price in the form; of a tip the least that is given, and of what another shop sells none. */
export function priceOf({ type, price, details }: ProductForm): PriceRead {
  if (type === 'affiliate-link') return { ok: true, santim: santim(0) };
  if (type === 'tip') return readPrice(details.least ?? '');
  const free = typeRules[type].free && /^\s*0+([.,]0*)?\s*$/.test(price);
  return free ? { ok: true, santim: santim(0) } : readPrice(price);
}

/** What is sent; undefined while the price is none. */
export function sentForm(form: ProductForm): Sent | undefined {
  const price = priceOf(form);
  if (!price.ok) return undefined;
  const { title, description, coverImageId, fileId, type, shown, category } = form;
  const details = detailsOf(type, form.details);
  return {
    title,
    description,
    priceSantim: price.santim,
    coverImageId,
    fileId,
    details,
    shown,
    category,
    tags: tagsIn(form.tags),
  };
}

/** Empty words are none. */
function sameShown(one: ProductShown, other: ProductShown): boolean {
  return (
    one.showBuyers === other.showBuyers &&
    one.sampleImageId === other.sampleImageId &&
    one.refundRule === other.refundRule &&
    one.translation?.title === other.translation?.title &&
    one.translation?.description === other.translation?.description
  );
}

/** True when the form says something else than what is saved. */
export function differs(form: ProductForm, saved: ProductForm): boolean {
  const price = (of: ProductForm): string => {
    const read = priceOf(of);
    return read.ok ? String(read.santim) : of.price;
  };
  return (
    form.title !== saved.title ||
    form.description !== saved.description ||
    form.coverImageId !== saved.coverImageId ||
    form.fileId !== saved.fileId ||
    form.type !== saved.type ||
    form.category !== saved.category ||
    tagsIn(form.tags).join() !== tagsIn(saved.tags).join() ||
    !sameShown(form.shown, saved.shown) ||
    !sameDetails(form.type, form.details, saved.details) ||
    price(form) !== price(saved)
  );
}

const keyOf = (slot: Slot): string => `product ${slot}`;
export const readKeptForm = async (slot: Slot): Promise<ProductForm | undefined> =>
  // What an older build kept knows no types.
  await get<ProductForm>(keyOf(slot)).then(
    (kept) => kept && { ...emptyForm, ...kept },
    () => undefined,
  );
export const keepForm = (slot: Slot, form: ProductForm): void => {
  set(keyOf(slot), form).catch(() => undefined);
};
export const dropForm = (slot: Slot): void => {
  del(keyOf(slot)).catch(() => undefined);
};
