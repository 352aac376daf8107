import type { FastifyInstance } from 'fastify';
import type { Input } from '@windsurf/contracts/endpoint';
import * as contract from '@windsurf/contracts/payments';
import { instalmentsOver } from '@windsurf/contracts/payments-instalments';
import { fieldProblems } from '@windsurf/contracts/problem';
import type { ProductDetails } from '@windsurf/contracts/product-types';
import type { Language } from '@windsurf/language/phrases';
import { parsePhone } from '@windsurf/phone/phone';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { once } from '../idempotency/idempotency.ts';
import { startCheckout } from './checkout.ts';
import { limitStarts } from './checkout-limits.ts';
import type { GiftWish } from '../gifts/gifts.ts';
import { findOffer } from '../sellable/sellable.ts';
import { giftPointers, readGift } from './gift-fields.ts';
import { loadTypeFields, readTypeFields } from './type-fields.ts';
import type { TypeChosen, TypeTyped } from './type-fields.ts';
import { follow, shownTo, viewOf, wantAnswer } from './follow.ts';

export function checkoutRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.startCheckout, async ({ body, lang, principal, request }) => {
    await limitStarts(deps, request.ip);
    const key = request.headers['idempotency-key'];
    const endpoint = `${contract.startCheckout.method} ${contract.startCheckout.url}`;
    return await once(deps, { endpoint, key, body }, async () => {
      const phone = parsePhone(body.phone);
      if (!phone.ok) throw fieldProblems([{ pointer: '/phone', says: wordsOf(phone.says) }]);
      const payer = body.payerPhone === undefined ? undefined : parsePhone(body.payerPhone);
      if (payer?.ok === false) throw fieldProblems([{ pointer: '/payerPhone', says: wordsOf(payer.says) }]);
      const language = body.lang ?? lang;
      const { details, chosen } = await chosenIn(deps, body.productId, language, body.fields);
      const gift = giftIn(body.gift, { phone: phone.phone, details, lang: language, now: deps.clock.now() });
      const started = await startCheckout(deps, {
        productId: body.productId,
        details,
        ...chosen,
        gift,
        phone: phone.phone,
        payer: payer?.phone,
        rail: body.rail,
        lang: language,
        amount: body.amountSantim,
        bump: body.bump ?? false,
        code: body.code ?? '',
        ref: body.ref,
        with: body.with ?? [],
        remind: body.remind ?? false,
        seenTotal: body.seenPriceSantim,
        parts: partsOf(body.fields?.parts),
        attempt: String(key),
        reader: principal.kind === 'person' ? principal.personId : undefined,
      });
      return await viewOf(deps, ...shownTo(started.token, started.intent));
    });
  });
  route(app, contract.readCheckout, async ({ params, reply }) => {
    const { token, intent } = await follow(deps, params.token);
    await wantAnswer(deps, token, intent, false);
    reply.header('cache-control', 'no-store');
    return await viewOf(deps, token, intent);
  });
}

/** Throws 422 for what is no number of parts. */
function partsOf(typed: string | undefined): number | undefined {
  if (typed === undefined || typed === '') return undefined;
  if (!/^[2-6]$/.test(typed)) throw instalmentsOver({}, { pointer: '/fields/parts' });
  return Number(typed);
}

/** What the type of a product asks, read by the same rules as the form's. Throws 422 with a pointer for each field. */
async function chosenIn(
  deps: Deps,
  productId: string,
  lang: Language,
  typed: TypeTyped = {},
): Promise<{ details: ProductDetails; chosen: TypeChosen }> {
  const { product } = (await findOffer(deps, productId)).offer;
  const { details, creatorId } = product;
  const asked = { productId, creatorId, details, lang, typed };
  const chosen = readTypeFields({ ...asked, loaded: await loadTypeFields(deps, asked) });
  if (!('errors' in chosen)) return { details, chosen };
  // Said already in the reader's language.
  throw fieldProblems(
    chosen.errors.map(({ field, text }) => ({ pointer: `/fields/${field}`, says: { en: text, am: text } })),
  );
}

/** Whom it is for, read by the same rules as the form's. Throws 422 with a pointer for each field. */
function giftIn(sent: SentGift, of: Parameters<typeof readGift>[1]): GiftWish | undefined {
  if (!sent) return undefined;
  const { to, from = '', note = '', on: day = '' } = sent;
  const gift = readGift({ on: true, to, from, note, day }, of);
  if (!gift || !('errors' in gift)) return gift;
  throw fieldProblems(
    gift.errors.map(({ field, text }) => ({ pointer: giftPointers[field] ?? '/gift', says: { en: text, am: text } })),
  );
}
type SentGift = Input<typeof contract.startCheckout>['body']['gift'];

const wordsOf = ({ en, am }: { en: string; am: string }): { en: string; am: string } => ({ en, am });
