import type { FastifyInstance } from 'fastify';
import { changeUpsell, readUpsell } from '@windsurf/contracts/payments-after';
import * as contract from '@windsurf/contracts/payments-sellable';
import type { OfferView } from '@windsurf/contracts/payments-sellable';
import { asCreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { platformOf } from '@windsurf/flags/flags';
import { route } from '@windsurf/service-kit/route';
import { limitCodes } from '../checkout/checkout-limits.ts';
import { railOrder } from '../checkout/rail-order.ts';
import type { RailWeather } from '../weather/weather.ts';
import { readWords } from '../affiliates/affiliates.ts';
import type { Deps } from '../deps.ts';
import { changeCodeOf, listCodes, makeCodeOf } from './codes.ts';
import { findOffer, leftOf } from './offers.ts';
import type { Sellable } from './offers.ts';
import { quoteOf } from './quotes.ts';
import type { Choices, Quote } from './quotes.ts';
import { changeTermsOf, listPrices, readTerms } from './terms.ts';
import { changeUpsellOf, readUpsellOf } from './upsells.ts';

export function sellableRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.readTerms, async ({ principal, params }) => {
    return await readTerms(deps, asCreatorId(principal.creatorId), params.id);
  });
  route(app, contract.changeTerms, async ({ principal, params, body, lang }) => {
    return await changeTermsOf(deps, asCreatorId(principal.creatorId), params.id, body, lang);
  });
  route(app, contract.listPrices, async ({ principal, params, query }) => {
    return await listPrices(deps, asCreatorId(principal.creatorId), params.id, query);
  });
  route(app, readUpsell, async ({ principal, params }) => {
    return await readUpsellOf(deps, asCreatorId(principal.creatorId), params.id);
  });
  route(app, changeUpsell, async ({ principal, params, body }) => {
    return await changeUpsellOf(deps, asCreatorId(principal.creatorId), params.id, body);
  });
  route(app, contract.listCodes, async ({ principal, query }) => {
    return await listCodes(deps, asCreatorId(principal.creatorId), query);
  });
  route(app, contract.makeCode, async ({ principal, body }) => {
    return await makeCodeOf(deps, asCreatorId(principal.creatorId), body);
  });
  route(app, contract.changeCode, async ({ principal, params, body }) => {
    return await changeCodeOf(deps, asCreatorId(principal.creatorId), params.id, body);
  });
  route(app, contract.readOffer, async ({ params, query, lang, request, reply }) => {
    reply.header('cache-control', 'no-store');
    const { discount, problem } = await readWords(deps, params.id, query.code ?? '', undefined);
    const choices = { amount: query.amountSantim, bump: query.bump ?? false, code: discount };
    const { offer, code } = await findOffer(deps, params.id, discount, platformOf(request.headers));
    if (discount !== '' && !code) await limitCodes(deps, request.ip);
    const quote = quoteOf(offer, code, choices, deps.clock.now(), lang);
    const said = { ...quote, codeProblem: quote.codeProblem ?? problem };
    return viewOf(await railOrder(deps), offer, { ...choices, code: query.code ?? '' }, said, lang);
  });
}

function viewOf(
  rails: readonly RailWeather[],
  offer: Sellable,
  choices: Choices,
  quote: Quote,
  lang: Language,
): OfferView {
  const { product, openAmount, bump } = offer;
  const [main, extra] = quote.total?.items ?? [];
  // Without an amount that she named, what would be asked at least.
  const listSantim = main?.listSantim ?? openAmount?.minSantim ?? offer.priceSantim;
  const totalSantim = quote.total?.totalSantim ?? listSantim;
  const left = leftOf(offer.stock);
  return {
    productId: product.id,
    title: product.title,
    storeName: product.storeName,
    handle: product.handle,
    currency: product.currency,
    listSantim,
    beforeSantim: openAmount === null ? offer.beforeSantim : null,
    discountSantim: quote.total?.discountSantim ?? 0,
    bumpSantim: extra?.amountSantim ?? 0,
    totalSantim,
    payWhatYouWant: openAmount && { minSantim: openAmount.minSantim, suggestedSantim: [...openAmount.suggestedSantim] },
    bump: bump && { productId: bump.product.id, title: bump.product.title, priceSantim: bump.priceSantim },
    left,
    soldOut: left === 0,
    code:
      choices.code.trim() === ''
        ? null
        : {
            code: choices.code.trim().toUpperCase(),
            applied: quote.applied !== undefined,
            problem: quote.codeProblem?.type ?? null,
            says: quote.codeProblem ? say(quote.codeProblem.says, lang, quote.codeProblem.params) : null,
          },
    nextChange: offer.nextChange && {
      at: offer.nextChange.at.toISOString(),
      priceSantim: offer.nextChange.priceSantim,
    },
    rails: rails.map(
      ({
        rail: {
          name,
          capabilities: { pay, limits },
        },
      }) => ({
        rail: name,
        pay,
        minSantim: limits.min,
        maxSantim: limits.max,
        takesIt: totalSantim >= limits.min && totalSantim <= limits.max,
      }),
    ),
  };
}
