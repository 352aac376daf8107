// One SMS: queued, claimed, handed to the gateway, recorded. What cannot be known is a state, and is never sent again
// by itself, because every SMS costs money and a second one tells a person that she bought twice.
import { wrongShape } from '@windsurf/contracts/problem';
import { isId, newId } from '@windsurf/db/ids';
import { enqueue } from '@windsurf/messages/job';
import { asPhone, maskPhone } from '@windsurf/phone/phone';
import type { E164 } from '@windsurf/phone/phone';
import type { Deps, Tx } from '../deps.ts';
import { sizeOf } from '../texts/parts.ts';
import type { Outcome } from './sms-counts.ts';
import { meaningOf } from './afromessage.ts';
import type { SendOutcome } from './afromessage.ts';
import { checkDelays, checkSms, sendSms } from './sms-jobs.ts';
import {
  countCheck,
  countSince,
  findAbout,
  insertMessage,
  listNewest,
  lockMessage,
  markAccepted,
  markFailed,
  markQueuedAgain,
  markReported,
  markSending,
  markUnknown,
  pauseCalls,
  sendsPausedUntil,
  takeStatusSlot,
} from './sms.queries.ts';
import type { State, Template } from './sms.queries.ts';

export type { Template } from './sms.queries.ts';

/** Seconds until a call that certainly sent nothing is made again; after the last one the message has failed. */
export const retryDelays = [5, 30, 120, 600, 1800] as const;
/** The status call is allowed once in two seconds, and 30 times a minute. */
export const statusApartMs = 3000;
const statusBlockMs = 121_000;

export type Sms = {
  readonly template: Template;
  /** What it is about; the same template about the same thing is one message. */
  readonly about: string;
  readonly personId: string | null;
  readonly phone: E164;
  readonly lang: 'am' | 'en';
  readonly text: string;
  readonly expiresAt?: Date;
};

/** Stores a message and queues it, in one transaction. Twice is once. */
export async function queueSms(deps: Deps, sms: Sms): Promise<{ messageId: string; state: State }> {
  const id = newId();
  return await deps.tenancy.inPlatform(async (tx) => {
    const fresh = await insertMessage(tx, {
      id,
      template: sms.template,
      about: sms.about,
      personId: sms.personId,
      phoneSealed: deps.cipher.seal(sms.phone),
      lang: sms.lang,
      textSealed: deps.cipher.seal(sms.text),
      length: sms.text.length,
      parts: sizeOf(sms.text).parts,
      createdAt: deps.clock.now(),
      expiresAt: sms.expiresAt ?? null,
    });
    if (fresh) {
      await enqueue(tx, sendSms, id, { messageId: id });
      return { messageId: id, state: 'queued' as const };
    }
    const known = await findAbout(tx, sms.template, sms.about);
    if (!known) throw new Error('a message that is there cannot be read');
    return { messageId: known.id, state: known.state };
  });
}

/** Whether there is a message of this kind about this already. */
export async function isWritten(deps: Deps, template: Template, about: string): Promise<boolean> {
  return (await deps.tenancy.inPlatform(async (tx) => await findAbout(tx, template, about))) !== undefined;
}

/** How many messages of this kind were written in the last 24 hours, to everybody and to one person. */
export async function writtenToday(
  deps: Deps,
  template: Template,
  personId: string,
): Promise<{ all: number; own: number }> {
  const since = new Date(deps.clock.now().getTime() - 86_400_000);
  return await deps.tenancy.inPlatform(async (tx) => await countSince(tx, template, personId, since));
}

/** Sends a queued message. A message that an earlier, killed worker had claimed becomes unknown. */
export async function sendMessage(deps: Deps, messageId: string): Promise<void> {
  const claimed = await deps.tenancy.inPlatform(async (tx) => await claim(deps, tx, messageId));
  if (!claimed) return;
  if (typeof claimed === 'string') return deps.count({ channel: 'sms', outcome: claimed });
  const outcome = await deps.gateway.send({ ...claimed, callback: deps.reports.addressOf(messageId) });
  const recorded = await deps.tenancy.inPlatform(async (tx) => await record(deps, tx, messageId, outcome));
  deps.count({ channel: 'sms', outcome: recorded });
}

/** What is to be sent; or what has become of it instead. */
async function claim(
  deps: Deps,
  tx: Tx,
  messageId: string,
): Promise<{ to: E164; text: string } | 'unknown' | 'failed' | undefined> {
  const now = deps.clock.now();
  const message = await lockMessage(tx, messageId);
  if (message?.state === 'sending') {
    await markUnknown(tx, messageId, 'interrupted');
    deps.log.warn({ messageId }, 'a worker ended while sending: whether this SMS went out is unknown');
    return 'unknown';
  }
  if (message?.state !== 'queued' || message.textSealed === null) return undefined;
  if (message.expiresAt !== null && message.expiresAt <= now) {
    await markFailed(tx, messageId, 'expired', now);
    return 'failed';
  }
  const pausedUntil = await sendsPausedUntil(tx, now);
  if (pausedUntil) {
    await enqueue(tx, sendSms, messageId, { messageId }, { runAt: pausedUntil });
    return undefined;
  }
  await markSending(tx, messageId, now);
  return { to: asPhone(deps.cipher.open(message.phoneSealed)), text: deps.cipher.open(message.textSealed) };
}

async function record(deps: Deps, tx: Tx, messageId: string, outcome: SendOutcome): Promise<Outcome> {
  const now = deps.clock.now();
  if (outcome.kind === 'accepted') {
    await markAccepted(tx, messageId, outcome.gatewayId, now);
    if (outcome.gatewayId !== null) await checkLater(tx, messageId, 0, now);
    return 'accepted';
  }
  if (outcome.kind === 'unknown') {
    await markUnknown(tx, messageId, outcome.reason);
    deps.log.warn({ messageId, reason: outcome.reason }, 'whether this SMS went out is unknown');
    return 'unknown';
  }
  if (outcome.kind === 'refused') {
    await markFailed(tx, messageId, outcome.reason, now);
    deps.log.error({ messageId, reason: outcome.reason, alarm: outcome.alarm }, 'the gateway refused an SMS');
    return 'failed';
  }
  const message = await lockMessage(tx, messageId);
  const delay = outcome.retryAfter ?? retryDelays[(message?.attempts ?? 1) - 1];
  if (delay === undefined || (message?.attempts ?? 0) > retryDelays.length) {
    await markFailed(tx, messageId, outcome.reason, now);
    deps.log.error({ messageId, reason: outcome.reason, alarm: true }, 'an SMS was given up');
    return 'failed';
  }
  const at = new Date(now.getTime() + delay * 1000);
  if (outcome.retryAfter !== null) await pauseCalls(tx, 'send', at);
  if (await markQueuedAgain(tx, messageId, outcome.reason)) {
    await enqueue(tx, sendSms, messageId, { messageId }, { runAt: at });
  }
  deps.log.warn({ messageId, reason: outcome.reason, delay }, 'an SMS waits for its next attempt');
  return 'later';
}

async function checkLater(tx: Tx, messageId: string, done: number, now: Date): Promise<void> {
  const delay = checkDelays[done];
  if (delay === undefined) return;
  await enqueue(tx, checkSms, messageId, { messageId }, { runAt: new Date(now.getTime() + delay * 1000) });
}

/**
 * Asks the gateway what became of a message whose report has not come. `slot` is the moment that an earlier run took
 * for this call; without one, or when it has passed, the next free moment is taken.
 */
export async function checkMessage(deps: Deps, messageId: string, slot: Date | undefined): Promise<void> {
  const now = deps.clock.now();
  const late = slot === undefined ? Number.POSITIVE_INFINITY : now.getTime() - slot.getTime();
  const asked = await deps.tenancy.inPlatform(async (tx) => {
    const message = await lockMessage(tx, messageId);
    if (!message?.gatewayId || (message.state !== 'accepted' && message.state !== 'unknown')) return undefined;
    if (late < 0 || late > statusApartMs - 2000) {
      const taken = await takeStatusSlot(tx, now, statusApartMs);
      if (taken > now) {
        await enqueue(tx, checkSms, messageId, { messageId, slot: taken.toISOString() }, { runAt: taken });
        return undefined;
      }
    }
    await countCheck(tx, messageId);
    return { gatewayId: message.gatewayId, checks: message.checks + 1 };
  });
  if (!asked) return;
  const outcome = await deps.gateway.status(asked.gatewayId);
  const reported = await deps.tenancy.inPlatform(async (tx) => {
    const at = deps.clock.now();
    if (outcome === 'delivered' || outcome === 'failed')
      return await markReported(tx, messageId, { gatewayId: asked.gatewayId, state: outcome, at });
    if (outcome === 'limited') await pauseCalls(tx, 'status', new Date(at.getTime() + statusBlockMs));
    await checkLater(tx, messageId, asked.checks, at);
    return false;
  });
  if (reported) deps.count({ channel: 'sms', outcome: outcome === 'delivered' ? 'delivered' : 'undelivered' });
}

/** A delivery report: a hint that may be late, doubled, lost, out of order or not ours. False for a key that is not ours. */
export async function takeReport(
  deps: Deps,
  report: { readonly key: string; readonly gatewayId: string | undefined; readonly word: string | undefined },
): Promise<boolean> {
  const messageId = deps.reports.messageOf(report.key);
  if (messageId === undefined) return false;
  const { gatewayId, word } = report;
  if (!gatewayId || !word) return true;
  const meaning = meaningOf(word);
  const news = await deps.tenancy.inPlatform(async (tx) => {
    const message = await lockMessage(tx, messageId);
    // "Queued" is news only about a message of which we do not know whether it arrived at the gateway.
    if (!message || (meaning === 'pending' && message.state !== 'unknown')) return false;
    const at = deps.clock.now();
    const state = meaning === 'pending' ? 'accepted' : meaning;
    const changed = await markReported(tx, messageId, { gatewayId, state, at });
    if (changed && state === 'accepted') await checkLater(tx, messageId, message.checks, at);
    return changed;
  });
  if (news && meaning !== 'pending')
    deps.count({ channel: 'sms', outcome: meaning === 'delivered' ? 'delivered' : 'undelivered' });
  return true;
}

/** What was sent, newest first, with masked numbers. Throws 422 for a cursor that is none. */
export async function listMessages(deps: Deps, page: { cursor: string | undefined; limit: number }) {
  const { cursor, limit } = page;
  if (cursor !== undefined && !isId(cursor)) throw wrongShape({}, { pointer: '/cursor' });
  const rows = await deps.tenancy.inPlatform(async (tx) => await listNewest(tx, { before: cursor, limit }));
  const items = rows.slice(0, limit).map(({ phoneSealed, createdAt, finalAt, ...row }) => ({
    ...row,
    to: maskPhone(deps.cipher.open(phoneSealed)),
    createdAt: createdAt.toISOString(),
    finalAt: finalAt?.toISOString() ?? null,
  }));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
