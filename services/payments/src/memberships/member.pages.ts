// The member's own page, by the address in her messages: no sign-in, one tap to pay.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { railMissing } from '@windsurf/contracts/payments';
import { Problem, notFound } from '@windsurf/contracts/problem';
import { Id } from '@windsurf/contracts/shapes';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { FieldError } from '@windsurf/html/forms';
import { inLanguage } from '@windsurf/html/page';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { asLanguage } from '@windsurf/language/pick';
import { memberWords as words, prepaidWords } from '@windsurf/language/words-memberships';
import { checkoutWords } from '@windsurf/language/words-payments';
import { formatBirr, santim } from '@windsurf/money/money';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import type { PageAnswer } from '@windsurf/service-kit/route';
import { limitStarts } from '../checkout/checkout-limits.ts';
import { csrfOf, onlyRail } from '../checkout/checkout-visit.ts';
import { payUrlOf } from '../checkout/checkout.ts';
import { railOrder } from '../checkout/rail-order.ts';
import type { Deps } from '../deps.ts';
import { memberDocument } from './member-document.ts';
import type { MemberPage } from './member-document.ts';
import { memberOf, memberOfLink, renew } from './member.ts';
import type { Member } from './member.ts';
import { decide, linkTokenOf } from './memberships.ts';

const Text = T.Optional(T.String({ maxLength: 100 }));
const params = T.Object({ token: T.String({ maxLength: 100 }) });
const query = T.Object({ lang: Text, done: Text });
const Sent = T.Object({ do: Text, months: Text, rail: Text, seen: Text, attempt: Text, _csrf: T.Optional(T.String()) });
const done = { pause: words.donePaused, resume: words.doneResumed, leave: words.doneLeft } as const;
// The address is the key: no other place may hear of it.
const headers = { 'cache-control': 'private, no-store', 'referrer-policy': 'same-origin' };

export function memberPages(app: FastifyInstance, deps: Deps): void {
  const policy = { formActions: [...deps.rails.values()].flatMap((rail) => rail.payOrigin ?? []) };
  const draw = (props: MemberPage, status = 200): PageAnswer => {
    const drawn = privatePage(memberDocument(props), policy, status);
    return { ...drawn, headers: { ...drawn.headers, ...headers } };
  };
  const shown = async (
    member: Member,
    path: string,
    asked: { lang: Language; csrf: string | undefined; attempt?: string; errors?: readonly FieldError[] },
    more: Partial<Pick<MemberPage, 'typed' | 'notice'>> = {},
  ): Promise<MemberPage> => ({
    member,
    path,
    now: deps.clock.now(),
    rails: await railOrder(deps),
    typed: { months: member.choices.length > 0 ? String(member.row.months) : '', rail: await onlyRail(deps) },
    storeOrigin: deps.storeOrigin,
    attempt: newAttempt(),
    errors: [],
    ...asked,
    ...more,
  });

  page(app, { method: 'GET', url: '/pay/m/:token', access: 'public', params, query }, async (context) => {
    const { token } = context.params;
    const member = await memberOfLink(deps, token);
    const lang = asLanguage(context.query.lang) ?? member.row.lang;
    const asked = { lang, csrf: csrfOf(context.principal) };
    const was = Object.entries(done).find(([name]) => name === context.query.done)?.[1];
    const notice = was === undefined ? {} : { notice: { kind: 'ok' as const, text: say(was, lang) } };
    return draw(await shown(member, `/pay/m/${token}`, asked, notice));
  });

  // From her library, where she is signed in: to the same page.
  const byId = { method: 'GET', url: '/pay/membership/:creatorId/:id', access: 'person' } as const;
  page(app, { ...byId, params: T.Object({ creatorId: Id, id: Id }), query }, async (context) => {
    const { creatorId, id } = context.params;
    const member = await memberOf(deps, asCreatorId(creatorId), id);
    if (member.row.buyerId !== context.principal.personId) throw notFound();
    const path = `/pay/m/${linkTokenOf(deps, member.creatorId, id)}`;
    const lang = asLanguage(context.query.lang);
    return { redirect: lang === undefined ? path : inLanguage(path, lang), headers };
  });

  const shape = { method: 'POST', url: '/pay/m/:token', access: 'public', params, query, body: Sent } as const;
  page(app, shape, async ({ params: { token }, query: asked, body, principal, request }) => {
    const member = await memberOfLink(deps, token);
    const lang = asLanguage(asked.lang) ?? member.row.lang;
    const path = `/pay/m/${token}`;
    const who = { lang, csrf: csrfOf(principal), attempt: body.attempt ?? newAttempt() };
    const wish = body.do;
    try {
      if (wish === 'pause' || wish === 'resume' || wish === 'leave') {
        await decide(deps, member.creatorId, member.row.id, wish, lang);
        return { redirect: `${path}?done=${wish}&lang=${lang}`, headers };
      }
      return await pay(
        deps,
        member,
        body,
        who,
        async (errors, notice, status) => {
          const typed = { months: body.months ?? '', rail: body.rail ?? '' };
          return draw(await shown(member, path, { ...who, errors }, { typed, notice }), status);
        },
        async () => await limitStarts(deps, request.ip),
      );
    } catch (error) {
      if (!(error instanceof Problem) || error.status === 429 || error.status === 404) throw error;
      const typed = { months: body.months ?? String(member.row.months), rail: body.rail ?? '' };
      const notice = { kind: 'warn', text: problemSays(error, lang) } as const;
      return draw(await shown(member, path, who, { typed, notice }), error.status);
    }
  });
}

const newAttempt = (): string => randomBytes(16).toString('base64url');
const problemSays = (problem: Problem, lang: Language): string => say(problem.says, lang, problem.params);

type Sent = { readonly months?: string; readonly rail?: string; readonly seen?: string };
type Again = (errors: readonly FieldError[], notice: MemberPage['notice'], status: number) => Promise<PageAnswer>;

async function pay(
  deps: Deps,
  member: Member,
  body: Sent,
  who: { readonly lang: Language; readonly attempt: string },
  again: Again,
  limit: () => Promise<void>,
): Promise<PageAnswer> {
  const { lang, attempt } = who;
  const choice = member.choices.find(({ months }) => String(months) === body.months);
  const errors: FieldError[] = [];
  if (!choice) errors.push({ field: 'months', text: say(prepaidWords.chooseMonths, lang) });
  if (!deps.rails.has(body.rail ?? '')) errors.push({ field: 'rail', text: say(railMissing.says, lang) });
  if (!choice || errors.length > 0) return await again(errors, undefined, 422);
  const { months, totalSantim } = choice;
  // Nothing but what the page said is ever charged.
  if (body.seen !== undefined && !body.seen.split(',').includes(`${months}:${totalSantim}`)) {
    const price = formatBirr(santim(totalSantim), lang);
    return await again([], { kind: 'warn', text: say(checkoutWords.priceChanged, lang, { price }) }, 409);
  }
  await limit();
  const started = await renew(deps, member, { months, rail: body.rail ?? '', lang, seenTotal: totalSantim, attempt });
  return { redirect: payUrlOf(deps, started) ?? `/pay/${deps.tokens.sign(started.token)}?lang=${lang}` };
}
