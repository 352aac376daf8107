// Addresses of her own. The TXT record proves whose a name is and is looked at for as long as it serves: whoever loses
// the name loses the address here too. TLS is the edge's work and begins when the name leads to it.
import { randomBytes } from 'node:crypto';
import { Id } from '@windsurf/contracts/shapes';
import { notFound } from '@windsurf/contracts/problem';
import { domainLimit, domainNotLive, domainTaken, resolverSilent } from '@windsurf/contracts/store-domains';
import type { Domain } from '@windsurf/contracts/store-domains';
import { isFault } from '@windsurf/db/errors';
import { newId } from '@windsurf/db/ids';
import type { CreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { domainWords as words } from '@windsurf/language/words-store-domains';
import { enqueue, job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';
import type { Deps, Tx } from '../deps.ts';
import { recordDeed } from '../stores/page-record.ts';
import { changePublic } from '../stores/public-changes.ts';
import { readStore } from '../stores/stores.ts';
import {
  deleteDomain,
  findDomain,
  findDomains,
  findMainDomain,
  insertDomain,
  writeDomain,
  writeMainDomain,
} from './domains.queries.ts';
import type { DomainRow } from './domains.queries.ts';
import { readDomain, shownName } from './names.ts';

export const domainJob = job('domain.check', T.Object({ domainId: Id }));

const mostDomains = 3;
const minute = 60_000;
const day = 24 * 60 * minute;
/** So long a name that was never proven is looked at by itself. */
const patience = 7 * day;
/** A record that is missing so often in a row is gone. */
const mostFailures = 3;

const hostOf = (origin: string): string => new URL(origin).hostname;
const recordName = (domain: string): string => `_windsurf.${domain}`;
const recordText = (token: string): string => `windsurf-store=${token}`;

/** The next look: soon after she entered the record, then ever more slowly; once a day when all is well. */
function nextCheck(row: Pick<DomainRow, 'state' | 'failures' | 'addedAt'>, now: Date): Date | null {
  if (row.state === 'live') return new Date(now.getTime() + (row.failures > 0 ? 60 * minute : day));
  if (row.state === 'verified') return new Date(now.getTime() + 60 * minute);
  const age = now.getTime() - row.addedAt.getTime();
  if (age >= patience) return null;
  return new Date(now.getTime() + Math.min(6 * 60 * minute, Math.max(minute, age / 2)));
}

function viewOf(deps: Deps, row: DomainRow, main: string | null, lang: Language): Domain {
  const target = hostOf(deps.storeOrigin);
  return {
    id: row.id,
    domain: row.domain,
    shown: shownName(row.domain),
    state: row.state,
    main: main === row.domain,
    records: [
      { type: 'TXT', name: recordName(row.domain), value: recordText(row.token) },
      { type: 'CNAME', name: row.domain, value: target },
    ],
    detail: say(row.state === 'live' && row.failures > 0 ? words.shaky : words[row.state], lang, { target }),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    nextCheckAt: row.nextCheckAt?.toISOString() ?? null,
  };
}

async function viewIn(deps: Deps, tx: Tx, creatorId: CreatorId, id: string, lang: Language): Promise<Domain> {
  const row = await findDomain(tx, creatorId, id);
  if (!row) throw notFound();
  return viewOf(deps, row, await findMainDomain(tx, creatorId), lang);
}

export async function listDomains(deps: Deps, creatorId: CreatorId, lang: Language): Promise<Domain[]> {
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const main = await findMainDomain(tx, creatorId);
    return (await findDomains(tx, creatorId)).map((row) => viewOf(deps, row, main, lang));
  });
}

/** Claims a name. Throws 422 domain-refused, domain-ours, domain-lookalike, 409 domain-limit. Again is the same claim. */
export async function addDomain(deps: Deps, creatorId: CreatorId, typed: string, lang: Language): Promise<Domain> {
  const domain = readDomain(typed, [hostOf(deps.storeOrigin), hostOf(deps.appOrigin)]);
  const now = deps.clock.now();
  // Throws before the store is open.
  await readStore(deps, creatorId);
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const known = await findDomains(tx, creatorId);
    const same = known.find((row) => row.domain === domain);
    if (same) return viewOf(deps, same, await findMainDomain(tx, creatorId), lang);
    if (known.length >= mostDomains) throw domainLimit({ limit: mostDomains });
    const id = newId();
    const nextCheckAt = new Date(now.getTime() + minute);
    await insertDomain(tx, creatorId, { id, domain, token: randomBytes(18).toString('base64url'), nextCheckAt }, now);
    await enqueue(tx, domainJob, id, { domainId: id }, { runAt: nextCheckAt });
    const after = { state: 'waiting', name: deps.digest(domain) };
    await recordDeed(deps, tx, creatorId, 'domain.added', { entity: `domain:${id}`, after });
    return await viewIn(deps, tx, creatorId, id, lang);
  });
}

type Seen = { readonly proven: boolean; readonly leads: boolean };

/** What the name service says now; undefined when it does not answer. */
async function look(deps: Deps, row: DomainRow): Promise<Seen | undefined> {
  const texts = await deps.names.texts(recordName(row.domain));
  if (texts === undefined) return undefined;
  if (!texts.includes(recordText(row.token))) return { proven: false, leads: false };
  const leads = await deps.names.leadsTo(row.domain, hostOf(deps.storeOrigin));
  return leads === undefined ? undefined : { proven: true, leads };
}

/** The state that follows from what was seen. Something that served is not given up for one bad day. */
function decide(row: DomainRow, { proven, leads }: Seen): Pick<DomainRow, 'state' | 'failures'> {
  if (proven && leads) return { state: 'live', failures: 0 };
  if (row.state === 'live' && row.failures + 1 < mostFailures) return { state: 'live', failures: row.failures + 1 };
  if (proven) return { state: 'verified', failures: 0 };
  return { state: row.state === 'waiting' ? 'waiting' : 'lost', failures: 0 };
}

/**
 * Looks at the records and takes the next step. Throws 503 resolver-silent when nobody answered, 409 domain-taken when
 * the name serves another store. Within ten seconds of the last look it answers what was seen then.
 */
export async function checkDomain(deps: Deps, creatorId: CreatorId, id: string, lang: Language): Promise<Domain> {
  const row = await deps.tenancy.inCreator(creatorId, async (tx) => await findDomain(tx, creatorId, id));
  if (!row) throw notFound();
  const now = deps.clock.now();
  const fresh = row.checkedAt !== null && now.getTime() - row.checkedAt.getTime() < 10_000;
  if (!fresh) await takeStep(deps, creatorId, row, now);
  return await deps.tenancy.inCreator(creatorId, async (tx) => await viewIn(deps, tx, creatorId, id, lang));
}

/** What the name service said, and no person: the product itself has seen it. */
async function recordChange(deps: Deps, tx: Tx, creatorId: CreatorId, row: DomainRow, state: string): Promise<void> {
  await recordDeed(deps, tx, creatorId, 'domain.changed', {
    entity: `domain:${row.id}`,
    before: { state: row.state },
    after: { state },
    by: 'system',
  });
}

async function takeStep(deps: Deps, creatorId: CreatorId, row: DomainRow, now: Date): Promise<void> {
  const seen = await look(deps, row);
  const step = seen === undefined ? { state: row.state, failures: row.failures } : decide(row, seen);
  const nextCheckAt = seen === undefined ? new Date(now.getTime() + 10 * minute) : nextCheck({ ...row, ...step }, now);
  const write = async (state: DomainRow['state'], failures: number): Promise<void> =>
    await changePublic(deps, creatorId, async (tx) => {
      await writeDomain(tx, creatorId, row.id, { state, failures, checkedAt: now, nextCheckAt });
      if (state !== row.state) await recordChange(deps, tx, creatorId, row, state);
      if (nextCheckAt !== null) await enqueue(tx, domainJob, row.id, { domainId: row.id }, { runAt: nextCheckAt });
      const gone = state !== 'live' && (await findMainDomain(tx, creatorId)) === row.domain;
      return gone && (await writeMainDomain(tx, creatorId, null));
    });
  try {
    await write(step.state, step.failures);
  } catch (error) {
    if (!isFault(error, 'duplicate', 'domains_owner')) throw error;
    await write(row.state, row.failures);
    throw domainTaken({}, { cause: error });
  }
  if (seen === undefined) throw resolverSilent();
}

/** The worker's look. A name that is removed, or whose look has been moved, is left alone. */
export async function checkDomainLater(deps: Deps, creatorId: CreatorId, id: string): Promise<void> {
  const row = await deps.tenancy.inCreator(creatorId, async (tx) => await findDomain(tx, creatorId, id));
  if (!row || row.nextCheckAt === null || row.nextCheckAt > deps.clock.now()) return;
  await takeStep(deps, creatorId, row, deps.clock.now()).catch((error: unknown) => {
    const type = (error as { type?: string }).type;
    if (type !== 'resolver-silent' && type !== 'domain-taken') throw error;
  });
}

/** Leads readers of the old address to this one. Throws 409 domain-not-live. */
export async function setMainDomain(
  deps: Deps,
  creatorId: CreatorId,
  { id, main, lang }: { id: string; main: boolean; lang: Language },
): Promise<Domain> {
  await changePublic(deps, creatorId, async (tx) => {
    const row = await findDomain(tx, creatorId, id);
    if (!row) throw notFound();
    const now = await findMainDomain(tx, creatorId);
    const record = async (on: boolean): Promise<void> =>
      await recordDeed(deps, tx, creatorId, 'domain.main-changed', { entity: `domain:${id}`, after: { main: on } });
    if (!main) {
      if (now !== row.domain) return false;
      await record(false);
      return await writeMainDomain(tx, creatorId, null);
    }
    if (row.state !== 'live' || !(await writeMainDomain(tx, creatorId, row.domain))) throw domainNotLive();
    if (now !== row.domain) await record(true);
    return now !== row.domain;
  });
  return await deps.tenancy.inCreator(creatorId, async (tx) => await viewIn(deps, tx, creatorId, id, lang));
}

export async function removeDomain(deps: Deps, creatorId: CreatorId, id: string): Promise<void> {
  await changePublic(deps, creatorId, async (tx) => {
    const row = await findDomain(tx, creatorId, id);
    if (!row) throw notFound();
    await deleteDomain(tx, creatorId, id);
    const wasMain = (await findMainDomain(tx, creatorId)) === row.domain;
    const before = { state: row.state, main: wasMain, name: deps.digest(row.domain) };
    await recordDeed(deps, tx, creatorId, 'domain.removed', { entity: `domain:${id}`, before });
    return wasMain && (await writeMainDomain(tx, creatorId, null));
  });
}
