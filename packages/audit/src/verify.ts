// Walks the chains and names the first row that is not as it was written. What a thief of the whole database can do, cut
// off the end of a chain, shows against what was written down elsewhere: the length and last hash of an earlier walk.
import type { Tenancy } from '@windsurf/db/tenancy';
import { digestOf } from './digest.ts';
import type { ChainedRow } from './digest.ts';

export type Head = { readonly chain: string; readonly seq: number; readonly hash: string };
export type Broken = {
  readonly chain: string;
  readonly seq: number;
  /** The row was changed; one before it is missing; it does not follow the one before; the end is missing. */
  readonly why: 'changed' | 'missing' | 'unlinked' | 'cut';
};
export type Walk = {
  readonly chains: number;
  readonly rows: number;
  /** The first wrong row of each chain that has one. */
  readonly broken: readonly Broken[];
  /** The last row of each chain, to be kept for the next walk. */
  readonly heads: readonly Head[];
};

type Doors = Pick<Tenancy<unknown>, 'door'>;
const ROWS = 1000;
const CHAINS = 500;

/**
 * @param known heads of an earlier walk that were kept outside of this database
 * @param only one chain: a creator's id
 */
export async function verifyAudit(
  tenancy: Doors,
  { known = [], only }: { readonly known?: readonly Head[]; readonly only?: string } = {},
): Promise<Walk> {
  const walk = { chains: 0, rows: 0, broken: [] as Broken[], heads: [] as Head[] };
  const ids = only === undefined ? chainsOf(tenancy) : [only];
  for await (const id of ids) {
    walk.chains += 1;
    const { rows, broken, head } = await walkChain(tenancy, id, known);
    walk.rows += rows;
    if (broken) walk.broken.push(broken);
    if (head) walk.heads.push(head);
  }
  // A chain that is gone as a whole is not among those that were walked.
  const seen = new Set([...walk.heads, ...walk.broken].map(({ chain }) => chain));
  for (const { chain, seq } of known)
    if (!seen.has(chain) && (only === undefined || only === chain)) walk.broken.push({ chain, seq, why: 'cut' });
  return walk;
}

async function* chainsOf(tenancy: Doors): AsyncGenerator<string> {
  let after: string | null = null;
  for (;;) {
    const page: { chain: string }[] = await tenancy.door<{ chain: string }>('audit_chains', after, CHAINS);
    for (const { chain } of page) yield chain;
    after = page.at(-1)?.chain ?? null;
    if (page.length < CHAINS || after === null) return;
  }
}

async function walkChain(
  tenancy: Doors,
  id: string,
  known: readonly Head[],
): Promise<{ rows: number; broken: Broken | undefined; head: Head | undefined }> {
  let last: ChainedRow | undefined;
  let rows = 0;
  let mark: Head | undefined;
  for (;;) {
    const page: ChainedRow[] = await tenancy.door<ChainedRow>('audit_chain', id, last?.seq ?? 0, ROWS);
    for (const row of page) {
      rows += 1;
      mark ??= known.find(({ chain }) => chain === row.chain);
      const why = wrong(row, last, mark);
      if (why) return { rows, broken: { chain: row.chain, seq: row.seq, why }, head: undefined };
      last = row;
    }
    if (page.length < ROWS) break;
  }
  const head = last && { chain: last.chain, seq: last.seq, hash: last.hash };
  if (mark && head && head.seq < mark.seq)
    return { rows, broken: { chain: mark.chain, seq: head.seq + 1, why: 'cut' }, head: undefined };
  return { rows, broken: undefined, head };
}

function wrong(row: ChainedRow, last: ChainedRow | undefined, mark: Head | undefined): Broken['why'] | undefined {
  if (row.seq !== (last?.seq ?? 0) + 1) return 'missing';
  if (digestOf(row) !== row.hash) return 'changed';
  if (row.previous !== (last?.hash ?? '')) return 'unlinked';
  // Somebody wrote the whole chain anew, hashes and all.
  return mark?.seq === row.seq && mark.hash !== row.hash ? 'changed' : undefined;
}
