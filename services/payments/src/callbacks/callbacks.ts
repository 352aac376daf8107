// Notices of a rail: kept as they came, then checked, then taken as a hint. What changes an attempt is the rail's answer
// when it is asked, never the notice.
import { hash } from 'node:crypto';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { newId } from '@windsurf/db/ids';
import type { Deps } from '../deps.ts';
import { intentById, writeHappening } from '../intents/intents.ts';
import type { ParsedCallback, RailName } from '../rails/rails.ts';
import { askNow, setAside } from '../settle/settle.ts';
import { keepCallback, markCallback, writeAudit } from './callbacks.queries.ts';
import type { Outcome } from './callbacks.queries.ts';

export type Notice = {
  readonly rail: RailName;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
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
export async function takeNotice(deps: Deps, notice: Notice): Promise<boolean> {
  const at = deps.clock.now();
  const parsed = readNotice(deps, notice);
  if (parsed.kind !== 'notice' && forged.has(parsed.kind)) await deps.limits.take(forgeries, notice.address);
  const kept = await keep(deps, notice, at);
  const outcome = await follow(deps, notice.rail, parsed, kept.copies, at);
  const verified = !forged.has(outcome);
  const orderId = 'orderId' in parsed ? (parsed.orderId ?? null) : null;
  await deps.tenancy.inPlatform(async (tx) => {
    await markCallback(tx, kept.id, { verified, outcome, providerOrderId: orderId?.slice(0, 64) ?? null });
    if (!verified) {
      await writeAudit(tx, {
        who: `rail:${notice.rail}`,
        what: `callback.${outcome}`,
        about: `callback:${kept.id}`,
        at,
      });
    }
  });
  if (outcome !== 'accepted') deps.log.warn({ callbackId: kept.id, outcome, alarm: true }, 'callback set aside');
  return verified;
}

function readNotice(deps: Deps, { rail, body }: Notice): ParsedCallback {
  try {
    return deps.rails[rail].parseCallback(body);
  } catch (error) {
    // It is kept all the same: what we could not read may have been the rail's.
    deps.log.error({ reason: (error as Error).message, alarm: true }, 'a callback broke its reader');
    return { kind: 'unreadable' };
  }
}

async function keep(deps: Deps, notice: Notice, at: Date): Promise<{ id: string; copies: number }> {
  const headers: Record<string, string> = {};
  for (const name of keptHeaders) {
    const value = notice.headers[name];
    if (value !== undefined) headers[name] = String(value).slice(0, 300);
  }
  return await deps.tenancy.inPlatform(
    async (tx) =>
      await keepCallback(tx, {
        id: newId(),
        rail: notice.rail,
        body: notice.body,
        bodyHash: hash('sha256', notice.body),
        headers: JSON.stringify(headers),
        receivedAt: at,
      }),
  );
}

async function follow(deps: Deps, rail: RailName, parsed: ParsedCallback, copies: number, at: Date): Promise<Outcome> {
  if (parsed.kind !== 'notice') return parsed.kind;
  const [found] = await deps.tenancy.door<{ creatorId: string; intentId: string }>(
    'intent_of_order',
    rail,
    parsed.orderId,
  );
  if (!found) return 'unknown-order';
  const creatorId = asCreatorId(found.creatorId);
  if (await differs(deps, creatorId, found.intentId, parsed)) {
    await setAside(deps, creatorId, found.intentId, at);
    return 'wrong-amount';
  }
  const lagMs = parsed.endedAt === undefined ? undefined : at.getTime() - parsed.endedAt.getTime();
  deps.log.info({ intentId: found.intentId, says: parsed.says, copies, lagMs }, 'the rail sent a notice');
  await deps.tenancy.inCreator(creatorId, async (tx) => {
    if (copies === 1) await writeHappening(tx, found.intentId, at, 'notice', rail);
    await askNow(tx, found.intentId, 'callback');
  });
  return 'accepted';
}

async function differs(
  deps: Deps,
  creatorId: CreatorId,
  intentId: string,
  notice: Extract<ParsedCallback, { kind: 'notice' }>,
): Promise<boolean> {
  const query = intentById(deps.tenancy.compile, creatorId, intentId).compile();
  const [rows] = await deps.tenancy.batchInCreator(creatorId, [query]);
  const intent = rows[0];
  return intent !== undefined && (notice.amount !== intent.amountSantim || notice.currency !== intent.currency);
}
