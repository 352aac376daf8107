// Notices of a rail: kept as they came, then checked, then taken as a hint. What changes an attempt is the rail's answer
// when it is asked; only a rail that cannot be asked proves something by a notice, after every check its protocol offers.
import { hash } from 'node:crypto';
import { Problem } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { newId } from '@windsurf/db/ids';
import { santim } from '@windsurf/money/money';
import type { Deps } from '../deps.ts';
import { attemptRow, isOpen, writeHappening } from '../intents/intents.ts';
import type { IntentRow } from '../intents/intents.ts';
import type { KnownOrder, ParsedCallback, Rail } from '../rails/rails.ts';
import { askNow, settle } from '../settle/settle.ts';
import { phoneOfBuyer } from './buyer-phone.ts';
import { auditLine, keepCallback, markCallback, noticesOfOrder, writeAudit } from './callbacks.queries.ts';
import type { Outcome } from './callbacks.queries.ts';
import { endSent } from './sent.ts';

export { phoneOfBuyer };

export type Arrived = {
  readonly rail: Rail;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What follows the rail's name in the address. */
  readonly tail: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** Network address of the sender. */
  readonly address: string;
};
const keptHeaders = ['content-type', 'user-agent', 'x-request-id', 'x-forwarded-for', 'date'] as const;
const forged: ReadonlySet<Outcome> = new Set(['bad-signature', 'unreadable']);
/**
 * What one address may have kept that no rail has signed: evidence, but not a table without end. The same bytes again
 * count too. What a rail signed is never counted, however much of it comes.
 */
const forgeries = { name: 'callback-unsigned', max: 600, windowSeconds: 60 } as const;

/**
 * Takes a notice in. Everything is durable when this returns, so that the rail may be told that it was heard. True unless
 * the notice was not the rail's. Throws 429 for too much that nobody signed; nothing of that is kept.
 */
export async function takeNotice(deps: Deps, notice: Arrived): Promise<boolean> {
  const at = deps.clock.now();
  const parsed = await readNotice(deps, notice);
  if (parsed.kind !== 'notice' && parsed.kind !== 'sent' && forged.has(parsed.kind))
    await deps.limits.take(forgeries, notice.address);
  const found =
    parsed.kind === 'notice' ? await find(deps, notice.rail.name, parsed.orderId, parsed.reference) : undefined;
  const outcome = outcomeOf(parsed, found);
  const verified = !forged.has(outcome);
  const kept = await keep(deps, notice, { parsed, found, outcome, verified }, at);
  if (parsed.kind === 'sent' && !(await endSent(deps, notice.rail.name, parsed))) {
    await deps.tenancy.batchInPlatform([markCallback(deps.tenancy.compile, kept.id, 'unknown-order')]);
    deps.log.warn({ callbackId: kept.id, outcome: 'unknown-order', alarm: true }, 'callback set aside');
  }
  if (parsed.kind === 'notice' && found) await follow(deps, notice.rail, parsed, found, kept.copies, at);
  if (outcome !== 'accepted') deps.log.warn({ callbackId: kept.id, outcome, alarm: true }, 'callback set aside');
  return verified;
}

const differs = (notice: Extract<ParsedCallback, { kind: 'notice' }>, { intent }: Found): boolean =>
  notice.amount !== undefined && (notice.amount !== intent.amountSantim || notice.currency !== intent.currency);

function outcomeOf(parsed: ParsedCallback, found: Found | undefined): Outcome {
  if (parsed.kind === 'sent') return 'accepted';
  if (parsed.kind !== 'notice') return parsed.kind;
  if (!found) return 'unknown-order';
  return differs(parsed, found) ? 'wrong-amount' : 'accepted';
}

async function readNotice(deps: Deps, { rail, body, headers, tail, query }: Arrived): Promise<ParsedCallback> {
  const orderOf = async (orderId: string): Promise<KnownOrder | undefined> => {
    const found = await find(deps, rail.name, orderId);
    if (!found) return undefined;
    const { amountSantim, currency, reference, state, buyerId } = found.intent;
    const phone = await phoneOfBuyer(deps, buyerId);
    const known = { amount: santim(amountSantim), currency, reference: reference ?? undefined, open: isOpen(state) };
    return { ...known, phone };
  };
  try {
    return await rail.parseCallback({ body, headers, tail, query, orderOf });
  } catch (error) {
    // We cannot check it now, and say so: it comes again.
    if (error instanceof Problem) throw error;
    // It is kept all the same: what we could not read may have been the rail's.
    deps.log.error({ reason: (error as Error).message, alarm: true }, 'a callback broke its reader');
    return { kind: 'unreadable' };
  }
}

type Judged = {
  readonly parsed: ParsedCallback;
  readonly found: Found | undefined;
  readonly outcome: Outcome;
  readonly verified: boolean;
};

/** What came, and what was made of it, in one row; a forgery also in the audit. */
async function keep(
  deps: Deps,
  { rail, body, headers }: Arrived,
  { parsed, found, outcome, verified }: Judged,
  at: Date,
): Promise<{ id: string; copies: number }> {
  const kept: Record<string, string> = {};
  for (const name of keptHeaders) {
    const value = headers[name];
    if (value !== undefined) kept[name] = String(value).slice(0, 300);
  }
  const id = newId();
  const named = 'orderId' in parsed && parsed.orderId !== '' ? parsed.orderId : undefined;
  const orderId = found?.intent.providerOrderId ?? named ?? null;
  const row = {
    id,
    rail: rail.name,
    body,
    bodyHash: hash('sha256', body),
    headers: JSON.stringify(kept),
    receivedAt: at,
    verified,
    outcome,
    providerOrderId: orderId?.slice(0, 64) ?? null,
  };
  const { compile } = deps.tenancy;
  const keeping = keepCallback({ ...row, lastReceivedAt: at });
  if (verified) {
    const [[one]] = await deps.tenancy.batchInPlatform([keeping]);
    return one ?? { id, copies: 1 };
  }
  const line = { who: `rail:${rail.name}`, what: `callback.${outcome}`, about: `callback:${id}`, at };
  const [[one]] = await deps.tenancy.batchInPlatform([keeping, auditLine(compile, line)]);
  return one ?? { id, copies: 1 };
}

type Found = { readonly creatorId: CreatorId; readonly intent: IntentRow };

/** By our order id; by the rail's reference where it names nothing else. */
async function find(deps: Deps, rail: string, orderId: string, reference?: string): Promise<Found | undefined> {
  const [place] =
    orderId === '' && reference !== undefined
      ? await deps.tenancy.door<{ creatorId: string; intentId: string }>('intent_of_reference', rail, reference)
      : await deps.tenancy.door<{ creatorId: string; intentId: string }>('intent_of_order', rail, orderId);
  if (!place) return undefined;
  const creatorId = asCreatorId(place.creatorId);
  const query = attemptRow({ creatorId, id: place.intentId });
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query]);
  return rows[0] && { creatorId, intent: rows[0] };
}

async function follow(
  deps: Deps,
  rail: Rail,
  notice: Extract<ParsedCallback, { kind: 'notice' }>,
  found: Found,
  copies: number,
  at: Date,
): Promise<void> {
  const { creatorId, intent } = found;
  // A notice that talks about another sum is not followed; what really came is asked, as always.
  const other = differs(notice, found);
  if (other) deps.log.error({ intentId: intent.id, alarm: true }, 'another amount was announced');
  const lagMs = notice.endedAt === undefined ? undefined : at.getTime() - notice.endedAt.getTime();
  deps.log.info({ intentId: intent.id, says: notice.says, copies, lagMs }, 'the rail sent a notice');
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    if (copies === 1) await writeHappening(tx, intent.id, at, other ? 'wrong-notice' : 'notice', rail.name);
    if (notice.proves === undefined) await askNow(tx, intent.id, 'callback');
  });
  if (notice.proves === undefined) return;
  await settle(deps, creatorId, intent.id, { answer: notice.proves, asker: 'callback', at });
}

export { writeAudit };
export type KeptNotice = Awaited<ReturnType<typeof noticesOfOrder>>[number];

/** Notices about one order as they came, newest first: evidence for a person. */
export async function noticesOf(deps: Deps, rail: string, providerOrderId: string): Promise<readonly KeptNotice[]> {
  return await deps.tenancy.inPlatform(async (tx) => await noticesOfOrder(tx, rail, providerOrderId));
}
