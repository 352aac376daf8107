// The checkout form: one page, no account, no cookie, no script. What was typed stays, and pressing twice is one payment.
import type { FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';
import { Type as T } from 'typebox';
import { alreadyOwned, railDown } from '@windsurf/contracts/payments';
import { ownReferral } from '@windsurf/contracts/payments-affiliates';
import { instalmentsRunning } from '@windsurf/contracts/payments-instalments';
import { bumpOwned } from '@windsurf/contracts/payments-sellable';
import { Problem } from '@windsurf/contracts/problem';
import { Id } from '@windsurf/contracts/shapes';
import type { FieldError } from '@windsurf/html/forms';
import { say } from '@windsurf/language/phrases';
import { checkoutWords as words } from '@windsurf/language/words-payments';
import { formatBirr, santim } from '@windsurf/money/money';
import { platformOf } from '@windsurf/flags/flags';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import type { PageAnswer } from '@windsurf/service-kit/route';
import { refOf } from '../affiliates/affiliates.ts';
import type { Deps } from '../deps.ts';
import { codeName } from '../sellable/sellable.ts';
import { limitStarts } from './checkout-limits.ts';
import { changedCart, readCart } from './checkout-cart.ts';
import { checkoutDocument } from './checkout-form.ts';
import { giftTypedOf } from './gift-fields.ts';
import { ownedDocument, runningDocument, underWayDocument } from './checkout-said.ts';
import { Sent, Text, check, codeOf, csrfOf, dueToday, isWhatWasSaid, look, nothing } from './checkout-visit.ts';
import { onlyRail, partsIn, readerOf, sayProblem, scarcity, typedOf } from './checkout-visit.ts';
import type { Looked, SentBody, Visit } from './checkout-visit.ts';
import { keptFor } from './kept-values.ts';
import { payUrlOf, startCheckout } from './checkout.ts';
import type { Started } from './checkout.ts';
import { follow } from './follow.ts';
import { typeTypedOf } from './type-fields.ts';
import { railOrder } from './rail-order.ts';

const params = T.Object({ productId: Id });
const query = T.Object({
  lang: Text,
  code: Text,
  amount: Text,
  own: Text,
  ref: Text,
  /** The waiting page of an attempt that came to nothing. */
  from: T.Optional(T.String({ maxLength: 200 })),
  slot: Text,
  slotFrom: Text,
  with: Sent.properties.with,
  gift: Text,
});

type Shown = {
  readonly errors: readonly FieldError[];
  readonly notice?: string;
  readonly status?: number;
  readonly refused?: string;
};

export function checkoutPages(app: FastifyInstance, deps: Deps): void {
  const policy = {
    imgOrigins: [deps.storeOrigin],
    formActions: [...deps.rails.values()].flatMap((rail) => rail.payOrigin ?? []),
  };
  const show: Show = async (visit, looked, shown) => {
    const { lang, principal, attempt } = visit;
    const { offer } = looked;
    const given = {
      ...looked,
      rails: await railOrder(deps),
      lang,
      now: deps.clock.now(),
      storeOrigin: deps.storeOrigin,
      announced: deps.flags.notices('checkout', deps.clock.now()).map((notice) => notice[lang]),
    };
    const typed = { ...visit.typed, bump: visit.typed.bump && offer.bump !== null && !looked.ownsBump };
    const { errors, notice, refused = visit.refused, status = 200 } = shown;
    const csrf = csrfOf(principal);
    const ref = looked.referral ?? visit.ref;
    const document = checkoutDocument({ ...given, csrf, attempt, typed, refused, ref, errors, notice });
    return privatePage(document, policy, status);
  };

  page(app, { method: 'GET', url: '/checkout/:productId', access: 'public', params, query }, async (context) => {
    const { principal, lang, request } = context;
    const { productId } = context.params;
    const { code = '', slot, slotFrom, gift } = context.query;
    // A tip's block brings what was chosen on the store's page, or written beside the choices.
    const amount = context.query.own?.trim() || context.query.amount || '';
    const given = giftTypedOf({ gift });
    const fields = typeTypedOf({ slot, slotFrom });
    const typed = { ...nothing, rail: await onlyRail(deps), amount, code, gift: given, fields };
    const platform = platformOf(request.headers);
    const ref = refOf(context.query.ref);
    const reader = { productId, lang, principal, address: request.ip, platform, ref };
    const cart = { with: readCart(context.query.with), asksMore: false };
    const visit = { ...reader, ...cart, typed, refused: '', ownsBump: false };
    const kept = await keptFor(deps, productId, context.query.from);
    const fresh = { ...visit, typed: { ...visit.typed, ...kept }, attempt: newAttempt() };
    const looked = await look(deps, fresh);
    const notice = scarcity(looked.offer, lang);
    return show(fresh, looked, { ...codeShown(fresh, looked), ...(notice === undefined ? {} : { notice }) });
  });

  const shape = { method: 'POST', url: '/checkout/:productId', access: 'public', params, query, body: Sent } as const;
  page(app, shape, async ({ params: { productId }, body, lang, principal, request }) => {
    const visit: Visit = {
      productId,
      lang,
      principal,
      address: request.ip,
      platform: platformOf(request.headers),
      attempt: body.attempt ?? newAttempt(),
      typed: typedOf(body),
      refused: body.refused ?? '',
      ownsBump: body.owned !== undefined,
      ref: refOf(body.ref),
      with: changedCart(readCart(body.with), body),
      asksMore: body.more !== undefined || body.add !== undefined,
    };
    const { relabel, slotFrom, suggest, add, remove, more } = body;
    // Buttons that change the form and pay nothing.
    if ([relabel, slotFrom, suggest, add, remove, more].some((pressed) => pressed !== undefined))
      return show(visit, await look(deps, visit), { errors: [] });
    if (body.apply !== undefined) {
      // Asked about again, although it was said not to work: it may by now.
      const asked = { ...visit, refused: '' };
      const looked = await look(deps, asked);
      const shown = codeShown(asked, looked);
      return show(asked, looked, { ...shown, status: shown.errors.length > 0 ? 422 : 200 });
    }
    await limitStarts(deps, request.ip);
    return await pay(deps, visit, body, show, (html, status) => privatePage(html, policy, status));
  });
}

const newAttempt = (): string => randomBytes(16).toString('base64url');

function codeShown({ lang, typed }: Visit, { quote }: Looked): Shown {
  const { codeProblem } = quote;
  if (!codeProblem) return { errors: [] };
  return { errors: [{ field: 'code', text: sayProblem(codeProblem, lang) }], refused: codeName(typed.code) };
}

type Show = (visit: Visit, looked: Looked, shown: Shown) => Promise<PageAnswer>;
type Draw = (html: string, status: number) => PageAnswer;

async function pay(deps: Deps, visit: Visit, body: SentBody, show: Show, draw: Draw): Promise<PageAnswer> {
  const { lang, typed, productId, principal } = visit;
  const looked = await look(deps, visit);
  const checked = check(deps, visit, looked);
  const code = codeShown(visit, looked);
  if ('errors' in checked) {
    const errors = [...checked.errors, ...code.errors];
    return show(visit, looked, { ...code, errors, status: 422 });
  }
  if (code.errors.length > 0) return show(visit, looked, { ...code, status: 422 });
  const { applied } = looked.quote;
  const fresh = applied !== undefined && applied.code !== body.applied;
  const bare = fresh ? (await look(deps, visit, '')).quote : undefined;
  const due = dueToday(visit, looked);
  if (!isWhatWasSaid(body, visit, looked, bare)) {
    const price = formatBirr(santim(due ?? 0), lang);
    return show(visit, looked, { errors: [], notice: say(words.priceChanged, lang, { price }), status: 409 });
  }
  try {
    const { chosen, ...wanted } = checked;
    const started = await startCheckout(deps, {
      productId,
      details: looked.offer.product.details,
      ...wanted,
      ...chosen,
      lang,
      bump: typed.bump && !looked.ownsBump,
      code: codeOf(visit),
      seenTotal: due,
      parts: partsIn(visit),
      attempt: visit.attempt,
      reader: readerOf(principal),
      ref: visit.ref,
      remind: typed.remind,
      with: looked.offer.more.map(({ product }) => product.id),
    });
    return await led(deps, visit, looked, started, draw);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return await refusedPage(deps, visit, error, show, draw);
  }
}

/** To the wallet, to the waiting page, or to an explanation why it is not what was asked for now. */
async function led(deps: Deps, { lang }: Visit, { offer }: Looked, started: Started, draw: Draw): Promise<PageAnswer> {
  const token = deps.tokens.sign(started.token);
  // Whoever comes second, by a double click or the back button, follows the attempt that is there.
  const href = `/pay/${token}?lang=${lang}`;
  if (!started.differs) return { redirect: payUrlOf(deps, started) ?? href };
  const { intent } = await follow(deps, token);
  const { amountSantim, rail } = intent;
  const { product } = offer;
  return draw(underWayDocument({ product, lang, storeOrigin: deps.storeOrigin, amountSantim, rail, href }), 409);
}

/** What only the transaction could know, said where it belongs. */
async function refusedPage(deps: Deps, visit: Visit, error: Problem, show: Show, draw: Draw): Promise<PageAnswer> {
  const { lang } = visit;
  const field = fieldOf(error);
  // The code does not work after all, or the extra is hers already: the page is drawn without it.
  const without = {
    ...visit,
    typed: { ...visit.typed, bump: visit.typed.bump && field !== 'bump' },
    refused: field === 'code' ? codeName(visit.typed.code) : visit.refused,
    ownsBump: visit.ownsBump || error.type === bumpOwned.type,
    with: visit.with.filter((id) => id !== error.extra.productId),
    // Nobody is thanked for bringing herself.
    ref: error.type === ownReferral.type ? undefined : visit.ref,
  };
  const looked = await look(deps, without);
  const place = { lang, appOrigin: deps.appOrigin, storeOrigin: deps.storeOrigin };
  if (error.type === alreadyOwned.type) {
    const boughtAt = typeof error.extra.boughtAt === 'string' ? new Date(error.extra.boughtAt) : undefined;
    const { product } = looked.offer;
    return draw(ownedDocument({ ...place, product, boughtAt, gifts: looked.offer.gifts }), error.status);
  }
  if (error.type === instalmentsRunning.type) {
    const { product } = looked.offer;
    const href = `/pay/instalments/${product.creatorId}/${String(error.extra.planId)}?lang=${lang}`;
    return draw(runningDocument({ product, lang, storeOrigin: deps.storeOrigin, href }), error.status);
  }
  const text = sayProblem(error, lang);
  if (field !== undefined && field !== 'bump')
    return show(without, looked, { errors: [{ field, text }], status: error.status });
  return show(without, looked, { errors: [], notice: noticeOf(deps, visit, error), status: error.status });
}

const fieldNames: Readonly<Record<string, string>> = {
  '/code': 'code',
  '/amountSantim': 'amount',
  '/rail': 'rail',
  '/bump': 'bump',
  '/fields/slot': 'slot',
  '/fields/parts': 'parts',
  '/gift': 'gift',
  '/gift/to': 'giftTo',
};
const fieldOf = (error: Problem): string | undefined => fieldNames[error.fields[0]?.pointer ?? ''];

function noticeOf(deps: Deps, { lang, typed }: Visit, error: Problem): string {
  if (error.type !== railDown.type) return sayProblem(error, lang);
  const says = deps.rails.size > 1 ? words.railDownOther : words.railDown;
  return say(says, lang, { rail: String(error.params.rail ?? typed.rail) });
}
