import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-payouts';
import type { Answer } from '@windsurf/contracts/endpoint';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { Language } from '@windsurf/language/phrases';
import { santim } from '@windsurf/money/money';
import { route } from '@windsurf/service-kit/route';
import { accountView } from '../accounts/account-view.ts';
import type { Deps } from '../deps.ts';
import { once } from '../idempotency/idempotency.ts';
import { holdView } from './holds.ts';
import { limitsOf } from './limits.ts';
import { readOverview } from './overview.ts';
import { holdOfRow, payoutView } from './payout-view.ts';
import { cancelPayout, listPayouts, readPayout, requestPayout } from './payouts.ts';
import { readSchedule, saveSchedule } from './schedule.ts';
import type { Schedule } from './schedule.ts';

function scheduleView(
  { schedule, kind }: { schedule: Schedule; kind: Parameters<typeof limitsOf>[0] },
  lang: Language,
): Answer<typeof contract.readSchedule> {
  const { least, most } = limitsOf(kind);
  const { skippedAt, skippedReason: reason, nextAt } = schedule;
  const skippedHold = holdOfRow({ reason, kind: kind ?? 'telebirr', nextAt }, lang);
  return {
    every: schedule.every,
    weekday: schedule.weekday,
    monthDay: schedule.monthDay,
    minimumSantim: schedule.minimumSantim,
    leastSantim: least,
    mostSantim: most,
    nextAt: nextAt?.toISOString() ?? null,
    skipped: skippedAt && skippedHold ? { at: skippedAt.toISOString(), hold: skippedHold } : null,
  };
}

export function payoutRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listPayouts, async ({ principal, query, lang }) => {
    const { items, nextCursor } = await listPayouts(deps, asCreatorId(principal.creatorId), query);
    return { items: items.map((row) => payoutView(row, lang)), nextCursor };
  });
  route(app, contract.readPayout, async ({ principal, params, lang }) => {
    const { payout, history, statement } = await readPayout(deps, asCreatorId(principal.creatorId), params.id);
    return {
      ...payoutView(payout, lang),
      history: history.map(({ at, what, who, reason }) => ({
        at: at.toISOString(),
        what,
        who,
        hold: holdOfRow({ reason, kind: payout.kind, nextAt: null }, lang),
      })),
      statement,
    };
  });
  route(app, contract.requestPayout, async ({ principal, body, request, lang }) => {
    const { creatorId } = principal;
    const key = request.headers['idempotency-key'];
    const keyed = { endpoint: `POST /v1/payouts ${creatorId}`, key, body };
    return await once(deps, keyed, async () =>
      payoutView(
        await requestPayout(deps, asCreatorId(creatorId), {
          amount: santim(body.amountSantim),
          requestKey: String(key),
          lang,
        }),
        lang,
      ),
    );
  });
  route(app, contract.cancelPayout, async ({ principal, params, lang }) =>
    payoutView(await cancelPayout(deps, asCreatorId(principal.creatorId), params.id), lang),
  );
  route(app, contract.readSchedule, async ({ principal, lang }) =>
    scheduleView(await readSchedule(deps, asCreatorId(principal.creatorId)), lang),
  );
  route(app, contract.changeSchedule, async ({ principal, body, lang }) =>
    scheduleView(await saveSchedule(deps, asCreatorId(principal.creatorId), body, lang), lang),
  );
  route(app, contract.readMoney, async ({ principal, lang }) => {
    const seen = await readOverview(deps, asCreatorId(principal.creatorId));
    const { money, sums, account } = seen;
    const least = santim(seen.leastSantim);
    const of = (...states: Parameters<typeof sums.get>[0][]): number =>
      states.reduce((sum, state) => sum + (sums.get(state) ?? 0), 0);
    return {
      currency: 'ETB' as const,
      availableSantim: money.available,
      onItsWaySantim: of('requested', 'sending', 'unknown'),
      heldSantim: of('held'),
      held: seen.held.flatMap((row) => {
        const hold = holdOfRow(row, lang);
        const nextAttemptAt = row.nextAt?.toISOString() ?? null;
        return hold ? [{ payoutId: row.id, amountSantim: row.amountSantim, hold, nextAttemptAt }] : [];
      }),
      notSettledSantim: money.unsettled.reduce((sum, { amountSantim }) => sum + amountSantim, 0),
      notSettled: [...money.unsettled],
      owedSantim: money.owed,
      paidSantim: of('paid'),
      nextAt: seen.nextAt?.toISOString() ?? null,
      leastSantim: least,
      account: account ? accountView(account) : null,
      stops: seen.stops.map(({ reason, until }) => ({
        ...holdView(reason, lang, { until, least }),
        until: until?.toISOString() ?? null,
      })),
      canAsk: account !== undefined && money.available >= least,
    };
  });
}
