// A creator buys a plan: the same checkout, rails and proof as for anything else, and the house is the seller.
import { phoneOfPerson } from '@windsurf/contracts/auth';
import type { Language } from '@windsurf/language/phrases';
import { parsePhone } from '@windsurf/phone/phone';
import { startCheckout } from '../checkout/checkout.ts';
import type { Started } from '../checkout/checkout.ts';
import type { Deps } from '../deps.ts';
import { orBusy } from '../or-busy.ts';
import { houseId, houseName, houseProducts, planProducts, plansAt, priceOfMonths } from '../plans/plans.ts';
import type { PlanMonths } from '../plans/plans.ts';
import { keepPublished } from '../products/products.ts';

/** Begins to pay for a plan, as the creator whose number auth knows. Throws what startCheckout throws. */
export async function startPlan(
  deps: Deps,
  buyer: { readonly personId: string },
  wanted: {
    readonly plan: 'pro';
    readonly months: PlanMonths;
    readonly rail: string;
    readonly lang: Language;
    readonly attempt: string;
  },
): Promise<Started> {
  const product = planProducts.find(({ plan, months }) => plan === wanted.plan && months === wanted.months);
  if (!product) throw new RangeError('every plan that is sold has a product');
  await offerPlans(deps);
  const phone = parsePhone(await phoneOf(deps, buyer.personId));
  if (!phone.ok) throw new Error('auth gave a number that is none');
  return await startCheckout(deps, {
    productId: product.productId,
    phone: phone.phone,
    rail: wanted.rail,
    lang: wanted.lang,
    amount: undefined,
    bump: false,
    code: '',
    seenTotal: undefined,
    attempt: wanted.attempt,
    reader: buyer.personId,
  });
}

async function phoneOf(deps: Deps, personId: string): Promise<string> {
  return (await orBusy(deps.auth(phoneOfPerson, { params: { id: personId } }))).phone;
}

/** Puts the plans on the house's shelf at today's prices; changes nothing when they are there. */
async function offerPlans(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  const offers = await plansAt(deps, now);
  const ids = planProducts.map(({ productId }) => productId);
  const [known] = await deps.tenancy.batchInCreator(houseId, [
    houseProducts(deps.tenancy.compile, houseId, ids).compile(),
  ]);
  for (const { productId, plan, months, slug, title } of planProducts) {
    const there = known.find(({ id }) => id === productId);
    const priceSantim = priceOfMonths(
      offers.find((offer) => offer.plan === plan),
      months,
    );
    if (priceSantim === null) throw new Error(`no price of ${slug} is in force`);
    if (there?.state === 'published' && there.priceSantim === priceSantim) continue;
    const words = { slug, title, handle: 'windsurf', storeName: houseName, coverUrl: null, fileId: null };
    const product = {
      ...words,
      id: productId,
      version: (there?.version ?? 0) + 1,
      priceSantim,
      currency: 'ETB',
    } as const;
    await deps.tenancy.inCreator(houseId, async (tx) => await keepPublished(tx, product, now));
  }
}
