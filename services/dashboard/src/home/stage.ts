// Where a store is in its life; the home screen shows what that time needs and nothing else (experience.md 7.1).

export type Stage = 'no-page' | 'page' | 'product' | 'first-sale' | 'daily';
export type StageFacts = {
  readonly published: boolean;
  readonly productsForSale: number;
  readonly orders: number;
  /** When the oldest sale that is known was paid, in ms. */
  readonly oldestSaleAt: number | undefined;
};

const MONTH = 30 * 86_400_000;

/** The first month after the first sale is its own time, unless the store is already busy. */
export function stageOf(facts: StageFacts, now: number): Stage {
  if (!facts.published) return 'no-page';
  if (facts.orders > 0) {
    const young = facts.oldestSaleAt === undefined || now - facts.oldestSaleAt < MONTH;
    return facts.orders <= 5 && young ? 'first-sale' : 'daily';
  }
  return facts.productsForSale > 0 ? 'product' : 'page';
}

export type Step = { readonly id: 'publish' | 'product' | 'share' | 'money' | 'sale'; readonly done: boolean };

/**
 * The checklist (ON-8), every row from a fact. The first row that is not done is the next step. Whether her money has
 * somewhere to go is left out while nobody knows.
 */
export function stepsOf(
  facts: StageFacts & { readonly views: number; readonly hasAccount?: boolean | undefined },
): Step[] {
  return [
    { id: 'publish', done: facts.published },
    { id: 'product', done: facts.productsForSale > 0 || facts.orders > 0 },
    { id: 'share', done: facts.views >= 3 || facts.orders > 0 },
    ...(facts.hasAccount === undefined ? [] : [{ id: 'money', done: facts.hasAccount } as const]),
    { id: 'sale', done: facts.orders > 0 },
  ];
}

export type Funnel = {
  readonly views: number;
  readonly productViews: number;
  readonly checkouts: number;
  readonly sales: number;
};
export type Loss = { readonly step: 'product' | 'buy' | 'pay'; readonly from: number; readonly to: number };

/** The step that loses the largest share of people; undefined where too few came to say so. */
export function worstLoss({ views, productViews: seen, checkouts: pressed, sales }: Funnel): Loss | undefined {
  // Who paid has seen and pressed, even where that was not counted (a link straight to the checkout).
  const checkouts = Math.max(pressed, sales);
  const productViews = Math.max(seen, checkouts);
  const pairs = [
    { step: 'product', from: views, to: productViews },
    { step: 'buy', from: productViews, to: checkouts },
    { step: 'pay', from: checkouts, to: sales },
  ] as const;
  let worst: Loss | undefined;
  let share = 0;
  for (const pair of pairs) {
    const lost = pair.from < 3 ? 0 : (pair.from - pair.to) / pair.from;
    if (lost > share) {
      worst = pair;
      share = lost;
    }
  }
  return worst;
}
