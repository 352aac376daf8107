// The waiting page: an address of its own, also in the SMS. It reads, and may have the rail asked; it decides nothing.
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { nothingToTell } from '@windsurf/contracts/payments-follow';
import { upsellOver } from '@windsurf/contracts/payments-after';
import type { E164 } from '@windsurf/phone/phone';
import { Problem } from '@windsurf/contracts/problem';
import type { Principal } from '@windsurf/contracts/principal';
import type { FieldError } from '@windsurf/html/forms';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { asLanguage } from '@windsurf/language/pick';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import type { PageAnswer } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { isOpen, isPaid } from '../intents/intents.ts';
import type { IntentRow } from '../intents/intents.ts';
import { railOf } from '../settle/settle.ts';
import { lookFor } from '../where/where.ts';
import { phoneOfBuyer } from '../callbacks/callbacks.ts';
import { upsellAfter } from '../sellable/sellable.ts';
import type { Upsell } from '../sellable/sellable.ts';
import { limitStarts } from './checkout-limits.ts';
import type { CheckoutToken } from './checkout-token.ts';
import { payUrlOf, startCheckout } from './checkout.ts';
import { csrfOf, readerOf } from './checkout-visit.ts';
import {
  banksOf,
  followWhole,
  leadToWallet,
  payCodeOf,
  payable,
  receiptUrlOf,
  walletUrl,
  wantAnswer,
} from './follow.ts';
import { payAddress, payDocument } from './pay-document.ts';
import type { PayPage } from './pay-document.ts';
import { soonSeconds } from './pay-phase.ts';
import { readTold, toldBy } from './told.ts';

const Text = T.Optional(T.String({ maxLength: 100 }));
const params = T.Object({ token: T.String({ maxLength: 200 }) });
// The wallet adds parameters of its own to the way back, of any kind. None is believed; one is taken as a hint.
const query = T.Object({
  lang: Text,
  auto: Text,
  check: Text,
  stuck: Text,
  told: Text,
  trade_status: T.Optional(T.Unknown()),
});
const Told = T.Object({
  text: T.Optional(T.String({ maxLength: 4000 })),
  attempt: Text,
  _csrf: T.Optional(T.String({ maxLength: 200 })),
});
const More = T.Object({ attempt: Text, sum: Text, _csrf: T.Optional(T.String({ maxLength: 200 })) });
type Asked = {
  readonly text: string;
  readonly lang: Language | undefined;
  readonly principal: Principal;
  readonly auto: boolean;
  readonly stuck: boolean;
  readonly eager: boolean;
  readonly told: string | undefined;
  readonly typed?: { readonly text: string; readonly attempt: string; readonly errors: readonly FieldError[] };
};

export function payPages(app: FastifyInstance, deps: Deps): void {
  // What is added after a payment leads on to a wallet, as the checkout does.
  const policy = { formActions: [...deps.rails.values()].flatMap((rail) => rail.payOrigin ?? []) };
  page(app, { method: 'GET', url: '/pay/:token', access: 'public', params, query }, async (context) => {
    const { query: asked } = context;
    const lang = asLanguage(asked.lang);
    const { token } = context.params;
    if (asked.trade_status !== undefined) return await comeBack(deps, token, asked.trade_status, lang);
    const given = { text: token, lang, principal: context.principal, told: asked.told };
    const wishes = { auto: asked.auto !== '0', stuck: asked.stuck === '1', eager: asked.check === '1' };
    return privatePage(payDocument(await pageOf(deps, { ...given, ...wishes })), policy);
  });

  page(app, { method: 'GET', url: '/pay/:token/wallet', access: 'public', params }, async (context) => {
    const { token, intent } = await followWhole(deps, context.params.token);
    const headers = { 'cache-control': 'no-store' };
    return { redirect: (await leadToWallet(deps, token, intent)) ?? `/pay/${context.params.token}`, headers };
  });

  const more = { method: 'POST', url: '/pay/:token/more', access: 'public', params, query, body: More } as const;
  page(app, more, async ({ params: { token }, body, principal, request }) => {
    await limitStarts(deps, request.ip);
    return { redirect: await payMore(deps, token, body, readerOf(principal)) };
  });

  const shape = { method: 'POST', url: '/pay/:token/reference', access: 'public', params, query, body: Told } as const;
  page(app, shape, async ({ params: { token: text }, query: asked, body, principal, request }) => {
    const { token, intent } = await followWhole(deps, text);
    const lang = asLanguage(asked.lang) ?? intent.lang;
    const attempt = body.attempt ?? newAttempt();
    const back = { redirect: `/pay/${text}?lang=${lang}`, headers: { 'cache-control': 'no-store' } };
    const about = { creatorId: token.creatorId, intentId: token.intentId };
    const telling = { text: body.text ?? '', about, attempt, source: 'form', lang, address: request.ip } as const;
    try {
      if (!isOpen(intent.state)) throw nothingToTell();
      await lookFor(deps, telling);
      return back;
    } catch (error) {
      if (!(error instanceof Problem) || error.status === 429) throw error;
      // It has its end meanwhile: the page itself says which.
      if (error.type === nothingToTell.type) return back;
      const errors = [{ field: 'text', text: say(error.says, lang, error.params) }];
      const typed = { text: telling.text, attempt, errors };
      const still = { text, lang, principal, auto: false, stuck: false, eager: false, told: undefined, typed };
      return privatePage(payDocument(await pageOf(deps, still)), {}, error.status);
    }
  });
}

/** To the page's own address: a reload, a bookmark and the links carry nothing of the wallet's. */
async function comeBack(deps: Deps, text: string, status: unknown, lang: Language | undefined): Promise<PageAnswer> {
  const { token, intent } = await followWhole(deps, text);
  await wantAnswer(deps, token, intent, true);
  const age = (deps.clock.now().getTime() - intent.startedAt.getTime()) / 1000;
  const told = toldBy(status, age);
  return { redirect: payAddress({ path: `/pay/${text}`, told }, lang), headers: { 'cache-control': 'no-store' } };
}

async function pageOf(deps: Deps, asked: Asked): Promise<PayPage> {
  const { token, intent, told: references, refunds } = await followWhole(deps, asked.text);
  const now = deps.clock.now();
  const age = (now.getTime() - intent.startedAt.getTime()) / 1000;
  const told = readTold(asked.told);
  const soon = told !== undefined && age >= told.at && age - told.at < soonSeconds;
  await wantAnswer(deps, token, intent, asked.eager || soon);
  const rail = railOf(deps, intent);
  const upsell = await upsellOf(deps, token, intent);
  const digits = payCodeOf(deps, intent);
  const credit = refunds.findLast((refund) => refund.source === 'credit' && refund.state !== 'failed');
  return {
    intent,
    now,
    lang: asked.lang ?? intent.lang,
    path: `/pay/${asked.text}`,
    auto: asked.auto,
    stuck: asked.stuck,
    told,
    mayApprove: walletUrl(deps, intent) !== undefined,
    opener: token.opener,
    receiptUrl: await receiptUrlOf(deps, token, intent),
    storeOrigin: deps.storeOrigin,
    rail: rail?.capabilities,
    code:
      digits === null
        ? undefined
        : { digits, banks: await banksOf(deps, intent), billPath: `/pay/bill/${deps.tokens.signBill(token)}` },
    accounts: payable(deps, intent) ? (rail?.accounts?.() ?? []) : [],
    reference: references.at(-1)?.reference ?? undefined,
    upsell: upsell && { title: upsell.offer.product.title, priceSantim: upsell.priceSantim, attempt: newAttempt() },
    credit: credit && { santim: credit.amountSantim, reason: credit.reason, sent: credit.state === 'sent' },
    form: {
      attempt: asked.typed?.attempt ?? newAttempt(),
      csrf: csrfOf(asked.principal),
      typed: asked.typed?.text ?? '',
      errors: asked.typed?.errors ?? [],
    },
  };
}

/** Only for the browser that began: whoever else holds the address did not buy. */
async function upsellOf(deps: Deps, token: CheckoutToken, intent: IntentRow): Promise<Upsell | undefined> {
  if (!token.opener || !isPaid(intent.state)) return undefined;
  const now = deps.clock.now();
  const { creatorId } = token;
  return await deps.tenancy.inCreator(creatorId, async (tx) => await upsellAfter(tx, creatorId, intent, now));
}

/** Begins the second payment; its wallet or its own page comes next. Throws upsellOver. */
async function payMore(
  deps: Deps,
  text: string,
  body: { readonly attempt?: string; readonly sum?: string },
  reader: string | undefined,
): Promise<string> {
  const { token, intent } = await followWhole(deps, text);
  const offered = await upsellOf(deps, token, intent);
  if (!offered) throw upsellOver();
  const started = await startCheckout(deps, {
    productId: offered.offer.product.id,
    phone: (await phoneOfBuyer(deps, intent.buyerId)) as E164,
    rail: intent.rail,
    lang: intent.lang,
    amount: undefined,
    bump: false,
    code: '',
    seenTotal: /^\d{1,12}$/.test(body.sum ?? '') ? Number(body.sum) : undefined,
    attempt: body.attempt ?? newAttempt(),
    reader,
    after: intent.id,
  });
  return payUrlOf(deps, started) ?? `/pay/${deps.tokens.sign(started.token)}?lang=${intent.lang}`;
}

const newAttempt = (): string => randomBytes(16).toString('base64url');
