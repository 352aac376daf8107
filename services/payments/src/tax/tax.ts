// Who the seller is for the tax office. Receipts keep what was true when they were issued; this is what is true now.
import type { Answer } from '@windsurf/contracts/endpoint';
import { badTin, badVat } from '@windsurf/contracts/payments-billing';
import type { readTaxProfile } from '@windsurf/contracts/payments-billing';
import type { CreatorId } from '@windsurf/db/tenancy';
import { wrongShape } from '@windsurf/contracts/problem';
import { inEat } from '@windsurf/calendar/moment';
import type { Deps } from '../deps.ts';
import { profileOf, putProfile } from './tax.queries.ts';
import type { ProfileRow } from './tax.queries.ts';

export { vatInside, vatOfPart } from './vat.ts';

export type TaxRule = {
  readonly basisPoints: number | null;
  readonly amountSantim: number | null;
  readonly certainty: string;
  readonly source: string;
};

/** One rule of the tax law as it stood at a moment. Throws an Error when there is none: a rule is data that must be there. */
export async function ruleAt(deps: Deps, kind: string, at: Date): Promise<TaxRule> {
  const [rule] = await deps.tenancy.door<TaxRule>('tax_rule_at', kind, at);
  if (!rule) throw new Error(`no tax rule ${kind} is in force`);
  return rule;
}

export type ProfileView = NonNullable<Answer<typeof readTaxProfile>['profile']>;
const viewOf = (row: ProfileRow): ProfileView => ({
  legalName: row.legalName,
  address: row.address,
  tinMasked: row.tinHint === null ? null : `••••••${row.tinHint}`,
  vat: row.vatNumber === null || row.vatSince === null ? null : { number: row.vatNumber, since: row.vatSince },
  updatedAt: row.updatedAt.toISOString(),
});

/** What stands on the creator's receipts from now on; undefined while nothing was said. The number comes masked. */
export async function readProfile(deps: Deps, creatorId: CreatorId): Promise<ProfileView | undefined> {
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [profileOf(deps.tenancy.compile, creatorId).compile()]);
  return rows[0] && viewOf(rows[0]);
}

export type TypedProfile = {
  readonly legalName: string;
  readonly address: string;
  /** Undefined: the number on file stays. Null: it is taken off. */
  readonly tin?: string | null;
  readonly vat: { readonly number: string; readonly since: string } | null;
};

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Throws badTin, badVat, and wrongShape for a name or an address of blanks. Twice the same is once. */
export async function saveProfile(deps: Deps, creatorId: CreatorId, typed: TypedProfile): Promise<ProfileView> {
  const now = deps.clock.now();
  const legalName = oneLine(typed.legalName);
  const address = oneLine(typed.address);
  if (legalName === '') throw wrongShape({}, { pointer: '/legalName' });
  if (address === '') throw wrongShape({}, { pointer: '/address' });
  const vat = typed.vat && checkedVat(typed.vat, now);
  const row = await deps.tenancy.inCreator(
    creatorId,
    async (tx) =>
      await putProfile(tx, {
        legalName,
        address,
        ...(typed.tin === undefined ? {} : sealedTin(deps, typed.tin)),
        vatNumber: vat?.number ?? null,
        vatSince: vat?.since ?? null,
        updatedAt: now,
      }),
  );
  return viewOf(row);
}

function sealedTin(deps: Deps, typed: string | null): { tinSealed: string | null; tinHint: string | null } {
  if (typed === null) return { tinSealed: null, tinHint: null };
  const digits = typed.replace(/[\s-]/gu, '');
  if (!/^\d{10}$/.test(digits)) throw badTin({}, { pointer: '/tin' });
  return { tinSealed: deps.cipher.seal(digits), tinHint: digits.slice(-4) };
}

function checkedVat(typed: { number: string; since: string }, now: Date): { number: string; since: string } {
  const number = oneLine(typed.number);
  if (!/^[\p{L}\p{N}/-]{4,20}$/u.test(number)) throw badVat({}, { pointer: '/vat/number' });
  const day = new Date(`${typed.since}T00:00:00Z`);
  const real = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(typed.since);
  if (!real || typed.since < '2003-01-01' || typed.since > today(now)) throw badVat({}, { pointer: '/vat/since' });
  return { number, since: typed.since };
}

/** The day in East Africa Time, `2026-11-20`. */
function today(now: Date): string {
  const { year, month, day } = inEat(now).gregorian;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
