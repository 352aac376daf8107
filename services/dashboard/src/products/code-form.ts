// A discount code as it stands in the form: everything as typed, until it is sent.
import type { Phrase } from '@windsurf/language/phrases';
import { sellingWords as words } from '@windsurf/language/words-dashboard-selling';
import { readPrice } from './price-field.ts';
import { momentOf, wholeOf } from './selling-form.ts';
import type { WrongField } from './selling-form.ts';

export type CodeForm = {
  readonly code: string;
  readonly kind: 'percent' | 'fixed';
  readonly percent: string;
  readonly fixed: string;
  readonly from: string;
  readonly until: string;
  readonly uses: string;
  readonly once: boolean;
  readonly all: boolean;
  readonly products: readonly string[];
};
export const emptyCode: CodeForm = {
  code: '',
  kind: 'percent',
  percent: '',
  fixed: '',
  from: '',
  until: '',
  uses: '',
  once: true,
  all: true,
  products: [],
};
export type SentCode = {
  code: string;
  gives: { percent: number } | { santim: number };
  fromAt?: string;
  toAt: string | null;
  maxUses: number | null;
  perBuyer: 1 | null;
  productIds: string[] | null;
};

/** The field of each pointer of an answer that refuses a code. */
export const codePointers: Readonly<Record<string, string>> = {
  '/code': 'code',
  '/gives': 'percent',
  '/toAt': 'until',
  '/maxUses': 'uses',
  '/productIds': 'products',
};

/** What is sent, or which fields need another look. */
export function sentCode(form: CodeForm): { readonly sent: SentCode } | { readonly wrong: readonly WrongField[] } {
  const wrong: WrongField[] = [];
  const need = <V>(id: string, value: V | undefined, says: Phrase): V | undefined => {
    if (value === undefined) wrong.push({ id, says });
    return value;
  };
  const code = need('code', /^[A-Za-z0-9-]{3,24}$/.exec(form.code.trim())?.[0], words.codeWrong);
  const percent = form.kind === 'percent' ? need('percent', wholeOf(form.percent, 100), words.percentSays) : undefined;
  const sum = form.kind === 'fixed' ? readPrice(form.fixed) : undefined;
  if (sum?.ok === false) wrong.push({ id: 'fixed', says: sum.says });
  const from = form.from === '' ? undefined : need('from', momentOf(form.from), words.timeSays);
  const until = form.until === '' ? undefined : need('until', momentOf(form.until), words.timeSays);
  const uses = form.uses.trim() === '' ? null : need('uses', wholeOf(form.uses, 1_000_000), words.stockSays);
  if (!form.all && form.products.length === 0) wrong.push({ id: 'products', says: words.someSays });
  if (wrong.length > 0) return { wrong };
  return {
    sent: {
      code: (code ?? '').toUpperCase(),
      gives: sum?.ok === true ? { santim: sum.santim } : { percent: percent ?? 0 },
      ...(from === undefined ? {} : { fromAt: from }),
      toAt: until ?? null,
      maxUses: uses ?? null,
      perBuyer: form.once ? 1 : null,
      productIds: form.all ? null : [...form.products],
    },
  };
}
