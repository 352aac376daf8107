// The buyer's side: behind the receipt's own address, which is her key.
import type { FastifyInstance } from 'fastify';
import { bookingFile, timeMissing } from '@windsurf/contracts/delivery-bookings';
import { Problem, notFound } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { FieldError } from '@windsurf/html/forms';
import { inLanguage } from '@windsurf/html/page';
import { asLanguage } from '@windsurf/language/pick';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { bookingWords as words } from '@windsurf/language/words-bookings';
import type { Principal } from '@windsurf/contracts/principal';
import { privatePage } from '@windsurf/service-kit/pages';
import { page, route } from '@windsurf/service-kit/route';
import type { PageAnswer } from '@windsurf/service-kit/route';
import { Type as T } from 'typebox';
import type { Deps } from '../deps.ts';
import { openByToken } from '../entitlements/entitlements.ts';
import { fileOf } from './booking-ics.ts';
import { bookingPage, mayMove } from './booking.pages.ts';
import { bookingsOf, cancelIt, moveTo } from './bookings.ts';
import type { BookingRow } from './bookings.ts';
import { freeTimesOf } from './free.ts';
import { dayNumber } from './slots.ts';

const params = T.Object({ token: T.String() });
const Text = T.Optional(T.String({ maxLength: 200 }));
const query = T.Object({ lang: Text, move: Text, from: Text, said: Text });
const Sent = T.Object({ _csrf: Text, at: Text, from: Text, sure: Text });

type Opened = {
  readonly row: BookingRow;
  readonly lang: Language;
  readonly receiptPath: string;
  readonly receiptUrl: string;
};

async function open(deps: Deps, token: string, lang: string | undefined): Promise<Opened> {
  const { creatorId, entitlement } = await openByToken(deps, token);
  const row = (await bookingsOf(deps, creatorId, [entitlement.id])).get(entitlement.id);
  if (!row) throw notFound();
  const { receiptPath, receiptUrl } = deps.links;
  return {
    row,
    lang: asLanguage(lang) ?? entitlement.lang,
    receiptPath: receiptPath(entitlement.id),
    receiptUrl: receiptUrl(entitlement.id),
  };
}

const csrfOf = (principal: Principal) =>
  principal.kind === 'person' && principal.via === 'cookie'
    ? { name: '_csrf', value: principal.csrf }
    : ('no-session' as const);

type Shown = {
  readonly errors: readonly FieldError[];
  readonly status?: number;
  readonly notice?: 'moved' | 'cancelled';
};
type Asked = { readonly move: boolean; readonly from: string | undefined };

async function show(
  deps: Deps,
  { row, lang, receiptPath }: Opened,
  principal: Principal,
  { move, from }: Asked,
  { errors, status = 200, notice }: Shown,
): Promise<PageAnswer> {
  const now = deps.clock.now();
  const day = dayIn(from);
  const bought = { minutes: row.terms.minutes, seats: row.seats };
  const free =
    move && mayMove({ row, now })
      ? await freeTimesOf(deps, asCreatorId(row.creatorId), row.productId, { fromDay: day, days: 14, bought })
      : undefined;
  const drawn = bookingPage({ lang, row, now, receiptPath, csrf: csrfOf(principal), errors, notice, free, from });
  const answer = privatePage(drawn, {}, status);
  // The token is in the address, and the forms of this page need their own origin to be said.
  return {
    ...answer,
    headers: { ...answer.headers, 'cache-control': 'private, no-store', 'referrer-policy': 'same-origin' },
  };
}

/** What stands in an address may be anything; only a day is one. */
function dayIn(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return dayNumber(text);
  } catch {
    return undefined;
  }
}

export function bookingPageRoutes(app: FastifyInstance, deps: Deps): void {
  page(app, { method: 'GET', url: '/r/:token/booking', access: 'public', params, query }, async (context) => {
    const { query: asked, principal } = context;
    const opened = await open(deps, context.params.token, asked.lang);
    const notice = asked.said === 'moved' || asked.said === 'cancelled' ? asked.said : undefined;
    const from = dayIn(asked.from) === undefined ? undefined : asked.from;
    return await show(
      deps,
      opened,
      principal,
      { move: asked.move !== undefined, from },
      { errors: [], ...(notice && { notice }) },
    );
  });

  const post = (what: string) =>
    ({ method: 'POST', url: `/r/:token/booking/${what}`, access: 'public', params, query, body: Sent }) as const;
  page(app, post('move'), async ({ params: { token }, query: asked, body, principal }) => {
    const opened = await open(deps, token, asked.lang);
    const { row, lang, receiptPath } = opened;
    const from = dayIn(body.from) === undefined ? undefined : body.from;
    const refuse = async (problem: Problem) => {
      // What was chosen is shown as gone: the page is drawn with the times that are free now.
      const text = say(problem.says, lang, problem.params);
      const again = await open(deps, token, asked.lang);
      return await show(
        deps,
        again,
        principal,
        { move: true, from },
        { errors: [{ field: 'at', text }], status: problem.status },
      );
    };
    const startsAt = momentIn(body.at);
    if (!startsAt) return await refuse(timeMissing());
    try {
      await moveTo(deps, asCreatorId(row.creatorId), row.bookingId, startsAt, { by: 'buyer', reason: null, lang });
    } catch (error) {
      if (error instanceof Problem && error.status < 500) return await refuse(error);
      throw error;
    }
    return { redirect: inLanguage(`${receiptPath}/booking?said=moved`, lang) };
  });
  page(app, post('cancel'), async ({ params: { token }, query: asked, body, principal }) => {
    const opened = await open(deps, token, asked.lang);
    const { row, lang, receiptPath } = opened;
    if (row.state === 'confirmed' && body.sure === undefined) {
      const errors = [{ field: 'sure', text: say(words.cancelTick, lang) }];
      return await show(deps, opened, principal, { move: false, from: undefined }, { errors, status: 422 });
    }
    await cancelIt(deps, asCreatorId(row.creatorId), row.bookingId, { by: 'buyer', reason: null });
    return { redirect: inLanguage(`${receiptPath}/booking?said=cancelled`, lang) };
  });

  route(app, bookingFile, async ({ params: { token }, query: asked, reply }) => {
    const { row, lang, receiptUrl } = await open(deps, token, asked.lang);
    const url = `${receiptUrl}/booking`;
    return reply
      .type('text/calendar; charset=utf-8')
      .headers({
        'content-disposition': 'attachment; filename="booking.ics"',
        'cache-control': 'private, no-store',
        'referrer-policy': 'no-referrer',
      })
      .send(fileOf(row, new URL(url).hostname, lang, url));
  });
}

const momentIn = (text: string | undefined): Date | undefined =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$/.test(text ?? '') && !Number.isNaN(Date.parse(text ?? ''))
    ? new Date(text ?? '')
    : undefined;
