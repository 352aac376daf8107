// The buyer's own page of a payment plan, by the address in her messages: no sign-in, one press to pay.
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
import { planWords as words } from '@windsurf/language/words-instalments';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import type { PageAnswer } from '@windsurf/service-kit/route';
import { limitStarts } from '../checkout/checkout-limits.ts';
import { underWayDocument } from '../checkout/checkout-said.ts';
import { csrfOf, onlyRail } from '../checkout/checkout-visit.ts';
import { payUrlOf } from '../checkout/checkout.ts';
import type { Started } from '../checkout/checkout.ts';
import { railOrder } from '../checkout/rail-order.ts';
import type { Deps } from '../deps.ts';
import { planTokenOf } from './instalments.ts';
import { planDocument } from './plan-document.ts';
import type { PlanPage } from './plan-document.ts';
import { payPart, planOfLink, readPlan } from './plan.ts';
import type { Plan } from './plan.ts';

const Text = T.Optional(T.String({ maxLength: 100 }));
const params = T.Object({ token: T.String({ maxLength: 100 }) });
const query = T.Object({ lang: Text });
const Sent = T.Object({ do: Text, what: Text, rail: Text, seen: Text, attempt: Text, _csrf: T.Optional(T.String()) });
// The address is the key: no other place may hear of it.
const headers = { 'cache-control': 'private, no-store', 'referrer-policy': 'same-origin' };

export function instalmentPages(app: FastifyInstance, deps: Deps): void {
  const policy = { formActions: [...deps.rails.values()].flatMap((rail) => rail.payOrigin ?? []) };
  const answer = (document: string, status = 200): PageAnswer => {
    const drawn = privatePage(document, policy, status);
    return { ...drawn, headers: { ...drawn.headers, ...headers } };
  };
  const shown = async (
    plan: Plan,
    path: string,
    asked: { lang: Language; csrf: string | undefined; attempt?: string; errors?: readonly FieldError[] },
    more: Partial<Pick<PlanPage, 'typed' | 'notice'>> = {},
  ): Promise<string> =>
    planDocument({
      plan,
      path,
      now: deps.clock.now(),
      rails: await railOrder(deps),
      typed: { what: 'next', rail: await onlyRail(deps) },
      storeOrigin: deps.storeOrigin,
      appOrigin: deps.appOrigin,
      attempt: newAttempt(),
      errors: [],
      ...asked,
      ...more,
    });

  page(app, { method: 'GET', url: '/pay/i/:token', access: 'public', params, query }, async (context) => {
    const { token } = context.params;
    const plan = await planOfLink(deps, token);
    const lang = asLanguage(context.query.lang) ?? plan.row.lang;
    return answer(await shown(plan, `/pay/i/${token}`, { lang, csrf: csrfOf(context.principal) }));
  });

  // From her library and from the checkout, where she signs in: to the same page.
  const byId = { method: 'GET', url: '/pay/instalments/:creatorId/:id', access: 'person' } as const;
  page(app, { ...byId, params: T.Object({ creatorId: Id, id: Id }), query }, async (context) => {
    const { creatorId, id } = context.params;
    const plan = await readPlan(deps, asCreatorId(creatorId), id);
    if (plan.row.buyerId !== context.principal.personId) throw notFound();
    const path = `/pay/i/${planTokenOf(deps, plan.creatorId, id)}`;
    const lang = asLanguage(context.query.lang);
    return { redirect: lang === undefined ? path : inLanguage(path, lang), headers };
  });

  const shape = { method: 'POST', url: '/pay/i/:token', access: 'public', params, query, body: Sent } as const;
  page(app, shape, async ({ params: { token }, query: asked, body, principal, request }) => {
    const plan = await planOfLink(deps, token);
    const lang = asLanguage(asked.lang) ?? plan.row.lang;
    const path = `/pay/i/${token}`;
    const attempt = body.attempt ?? newAttempt();
    const who = { lang, csrf: csrfOf(principal), attempt };
    const typed = { what: body.what ?? '', rail: body.rail ?? '' };
    const { what, errors } = readForm(deps, body, lang);
    if (what === undefined || errors.length > 0) {
      return answer(await shown(plan, path, { ...who, errors }, { typed }), 422);
    }
    await limitStarts(deps, request.ip);
    const rail = typed.rail;
    const seen = seenOf(body.seen, what);
    try {
      const started = await payPart(deps, plan, { what, rail, lang, seen, attempt });
      return led(deps, plan, started, lang, answer);
    } catch (error) {
      if (!(error instanceof Problem) || error.status === 429 || error.status === 404) throw error;
      const notice = say(error.says, lang, error.params);
      // As it stands now: perhaps it was paid in another window.
      const now = await readPlan(deps, plan.creatorId, plan.row.id);
      return answer(await shown(now, path, who, { typed, notice }), error.status);
    }
  });
}

const newAttempt = (): string => randomBytes(16).toString('base64url');

type Form = { readonly what?: string; readonly rail?: string };
function readForm(
  deps: Deps,
  body: Form,
  lang: Language,
): { readonly what: 'next' | 'rest' | undefined; readonly errors: FieldError[] } {
  const errors: FieldError[] = [];
  const what = body.what === 'next' || body.what === 'rest' ? body.what : undefined;
  if (what === undefined) errors.push({ field: 'what', text: say(words.choose, lang) });
  if (!deps.rails.has(body.rail ?? '')) errors.push({ field: 'rail', text: say(railMissing.says, lang) });
  return { what, errors };
}

/** What the page said would be paid; nothing else is ever charged. */
function seenOf(text: string | undefined, what: 'next' | 'rest'): number | undefined {
  const said = text?.split(',').find((one) => one.startsWith(`${what}:`));
  return said === undefined ? undefined : Number(said.slice(what.length + 1));
}

/** To the wallet, to the waiting page, or to what is under way already and is not what was asked for now. */
function led(
  deps: Deps,
  { row, product }: Plan,
  started: Started,
  lang: Language,
  answer: (document: string, status: number) => PageAnswer,
): PageAnswer {
  const href = `/pay/${deps.tokens.sign(started.token)}?lang=${lang}`;
  if (!started.differs) return { redirect: payUrlOf(deps, started) ?? href };
  const { amountSantim, rail } = started.intent;
  const about = { ...product, id: row.productId, title: row.title };
  return answer(
    underWayDocument({ product: about, lang, storeOrigin: deps.storeOrigin, amountSantim, rail, href }),
    409,
  );
}
