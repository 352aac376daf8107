// Where a store is in its life; the home screen shows what that time needs and nothing else (experience.md 7.1).

export type Stage = 'no-page' | 'page' | 'product' | 'first-sale' | 'daily';
export type StageFacts = {
  readonly published: boolean;
  readonly productsForSale: number;
  /** Of other people: what she buys from herself is no sale. */
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

export const stepIds = ['publish', 'product', 'share', 'money', 'try', 'sale', 'payout', 'answer'] as const;
export type Step = { readonly id: (typeof stepIds)[number]; readonly done: boolean };
/** What the rows of the checklist follow from; what nobody knows yet is left out, and its row with it. */
export type StepFacts = StageFacts & {
  readonly views: number;
  /** Something with a price is there, as a draft too: its money needs a place. */
  readonly priced?: boolean;
  /** There is a payout account, and nothing is wrong with its name. */
  readonly hasAccount?: boolean | undefined;
  /** She bought something of her own, and saw what her buyers see. */
  readonly tried?: boolean | undefined;
  /** Money was paid out. */
  readonly paidOut?: boolean | undefined;
  /** Enough for a payout lies there. */
  readonly canPayOut?: boolean | undefined;
  /** She wrote in her members' space. */
  readonly wrote?: boolean | undefined;
};

/** The checklist (ON-8): every row from a fact, and there only once it can be done. */
export function stepsOf(facts: StepFacts): Step[] {
  const { published, orders, productsForSale, hasAccount, tried, paidOut, wrote } = facts;
  const live = productsForSale > 0 || orders > 0;
  const rows: readonly (Step & { readonly shown: boolean })[] = [
    { id: 'publish', shown: true, done: published },
    { id: 'product', shown: true, done: live },
    { id: 'share', shown: published, done: facts.views >= 3 || orders > 0 },
    {
      id: 'money',
      shown: hasAccount !== undefined && (facts.priced === true || orders > 0),
      done: hasAccount === true,
    },
    { id: 'try', shown: live && tried !== undefined, done: tried === true },
    { id: 'sale', shown: live, done: orders > 0 },
    { id: 'payout', shown: paidOut === true || facts.canPayOut === true, done: paidOut === true },
    { id: 'answer', shown: wrote !== undefined && orders > 0, done: wrote === true },
  ];
  return rows.flatMap(({ id, shown, done }) => (shown ? [{ id, done }] : []));
}

/** The one row that is the next step: the first that is neither done nor put aside. */
export const nextOf = (steps: readonly Step[], dismissed: readonly string[]): Step['id'] | undefined =>
  steps.find(({ id, done }) => !done && !dismissed.includes(id))?.id;

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

type Counts = {
  readonly views: number;
  readonly productViews: number;
  readonly checkouts: number;
  readonly sales: number;
  readonly revenueSantim: number;
  readonly refundedSantim: number;
  readonly netSantim: number;
};

/** The sum of days: what a number of several days is made of. */
export const sumOf = (days: readonly Counts[]): Counts => {
  const sum = (pick: (day: Counts) => number): number => days.reduce((all, day) => all + pick(day), 0);
  return {
    views: sum((day) => day.views),
    productViews: sum((day) => day.productViews),
    checkouts: sum((day) => day.checkouts),
    sales: sum((day) => day.sales),
    revenueSantim: sum((day) => day.revenueSantim),
    refundedSantim: sum((day) => day.refundedSantim),
    netSantim: sum((day) => day.netSantim),
  };
};
