// What stands in the form of a product, apart from how it is shown.
import type { Product } from '@windsurf/contracts/store';
import { del, get, set } from 'idb-keyval';
import { priceText, readPrice } from './price-field.ts';

export type ProductForm = {
  readonly title: string;
  /** As typed. */
  readonly price: string;
  readonly description: string;
  readonly coverImageId: string | null;
  readonly coverUrl: string | null;
  readonly fileId: string | null;
};

export const emptyForm: ProductForm = {
  title: '',
  price: '',
  description: '',
  coverImageId: null,
  coverUrl: null,
  fileId: null,
};

export const formOf = (product: Product): ProductForm => ({
  title: product.title,
  price: priceText(product.priceSantim),
  description: product.description,
  coverImageId: product.coverImageId,
  coverUrl: product.coverUrl,
  fileId: product.fileId,
});

type Sent = {
  title: string;
  priceSantim: number;
  description: string;
  coverImageId: string | null;
  fileId: string | null;
};

/** What is sent; undefined while the price is none. */
export function sentForm(form: ProductForm): Sent | undefined {
  const price = readPrice(form.price);
  if (!price.ok) return undefined;
  const { title, description, coverImageId, fileId } = form;
  return { title, description, priceSantim: price.santim, coverImageId, fileId };
}

/** True when the form says something else than what is saved. */
export function differs(form: ProductForm, saved: ProductForm): boolean {
  const price = (text: string): string => {
    const read = readPrice(text);
    return read.ok ? String(read.santim) : text;
  };
  return (
    form.title !== saved.title ||
    form.description !== saved.description ||
    form.coverImageId !== saved.coverImageId ||
    form.fileId !== saved.fileId ||
    price(form.price) !== price(saved.price)
  );
}

const keyOf = (slot: string): string => `product ${slot}`;
export const readKeptForm = async (slot: string): Promise<ProductForm | undefined> =>
  await get<ProductForm>(keyOf(slot)).catch(() => undefined);
export const keepForm = (slot: string, form: ProductForm): void => {
  set(keyOf(slot), form).catch(() => undefined);
};
export const dropForm = (slot: string): void => {
  del(keyOf(slot)).catch(() => undefined);
};
