// Tables of what was sold or is for sale, one product a row: exports of Gumroad ("Item Name", "Item Price ($)") and Stan
// ("Product Name", "Price"), or anybody's own. Buyers' names and addresses, which such exports are full of, are not read.
import { CsvError, parse } from 'csv-parse/sync';
import { importBroken, importNoNames } from '@windsurf/contracts/store-import';
import type { Imported } from '@windsurf/contracts/store-import';
import { GREATEST_PRICE, LEAST_PRICE, parseBirr } from '@windsurf/money/money';
import { gather } from './found.ts';
import { birrIn } from './prices.ts';

const names = ['item name', 'product name', 'product title', 'product', 'title', 'name', 'ስም', 'የምርት ስም', 'ርዕስ'];
const prices = ['item price', 'product price', 'price', 'unit price', 'ዋጋ'];
const descriptions = ['description', 'product description', 'summary', 'መግለጫ'];
const links = ['url', 'link', 'product url', 'permalink'];

const plain = (header: string): string =>
  header
    .replace(/^\uFEFF/, '')
    .replace(/\(.*?\)/g, '')
    .trim()
    .toLowerCase();

const mostRows = 50_000;

/** Throws importBroken and importNoNames. */
export function readProductTable(text: string): Imported {
  let rows: string[][];
  try {
    const [head = ''] = text.split('\n', 1);
    const count = (sign: string): number => head.split(sign).length;
    const delimiter = [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
    rows = parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, to: mostRows });
  } catch (error) {
    if (error instanceof CsvError) throw importBroken();
    throw error;
  }
  const [header = [], ...body] = rows;
  const columns = header.map(plain);
  const columnOf = (wanted: readonly string[]): number =>
    wanted.map((name) => columns.indexOf(name)).find((at) => at >= 0) ?? -1;
  const at = { name: columnOf(names), price: columnOf(prices), text: columnOf(descriptions), link: columnOf(links) };
  if (at.name < 0) throw importNoNames();
  const money = /\(([^)]*)\)/.exec(header[at.price] ?? '')?.[1] ?? '';
  const inBirr = /birr|etb|ብር/i.test(money) || (money === '' && !/[$€£]/.test(text.slice(0, 100_000)));
  const found = gather();
  for (const row of body) {
    const cell = (column: number): string => (column < 0 ? '' : (row[column] ?? '').trim());
    const written = cell(at.price);
    const read = parseBirr(written.replace(/^(?:etb|br\.?)\s*|\s*(?:birr|etb|ብር)$/iu, ''), {
      min: LEAST_PRICE,
      max: GREATEST_PRICE,
    });
    const own = birrIn(written) ?? (inBirr && read.ok ? read.santim : undefined);
    const price =
      own === undefined && written !== '' ? `${written}${/[\p{L}$€£]/u.test(written) ? '' : ` ${money}`}` : '';
    found.product({
      title: cell(at.name),
      description: cell(at.text),
      priceSantim: own ?? null,
      price: price.trim() === '' ? null : price.trim(),
    });
    if (/^https?:\/\//i.test(cell(at.link))) found.link(cell(at.link), cell(at.name));
  }
  const source = columns.includes('item name') ? 'gumroad' : columns.includes('product name') ? 'stan' : 'table';
  return found.all(source);
}
