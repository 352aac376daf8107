import { type Cps, openCps } from './cps.ts';
import type { CpsTransaction, Outcome } from './cps-books.ts';
import type { CpsConfig } from './cps-commands.ts';
import { openCpsGateway } from './cps-gateway.ts';
import { CPS_CHOICES, CPS_STORIES, type CpsStory, type CpsSwitches, readChange } from './cps-switches.ts';
import type { Clock, Part } from './exchange.ts';
import type { Journal } from './journal.ts';

export type CpsConfigs = { telebirr: CpsConfig; cbebirr: CpsConfig };
export type CpsRails = ReturnType<typeof openCpsRails>;

/** Both mobile-money cores, each with its own books, and one way to both: ids are looked for in either. */
export function openCpsRails(options: {
  config: CpsConfigs;
  clock: Clock;
  journal: Journal;
  retries?: number[];
  onMoney?(transaction: CpsTransaction, rail: Cps['rail']): void;
  log?(msg: string, facts: object): void;
}) {
  const { config, onMoney, ...common } = options;
  const open = (rail: Cps['rail']): Cps =>
    openCps({
      ...common,
      rail,
      config: config[rail],
      ...(onMoney === undefined ? {} : { onMoney: (one: CpsTransaction) => onMoney(one, rail) }),
    });
  const telebirr = open('telebirr');
  const cbebirr = open('cbebirr');
  const both = [telebirr, cbebirr] as const;
  const parts = both.map((one) => openCpsGateway(one));
  const part: Part = async (exchange) => {
    for (const one of parts) if (await one(exchange)) return true;
    return false;
  };
  /** The core that knows an id. @throws RangeError when none does */
  const of = (id: string): Cps => {
    const found = both.find((one) => one.order(id) !== undefined);
    if (found === undefined) throw new RangeError(`No transaction ${id}`);
    return found;
  };
  const newestFirst = (all: CpsTransaction[]): CpsTransaction[] => all.sort((a, b) => b.createdAt - a.createdAt);
  return {
    telebirr,
    cbebirr,
    part,
    /** Pushes of both cores, newest first. */
    orders: (): CpsTransaction[] => newestFirst(both.flatMap((one) => one.orders())),
    /** Payouts of both cores, newest first. */
    payouts: (): CpsTransaction[] => newestFirst(both.flatMap((one) => one.payouts())),
    order: (id: string): CpsTransaction | undefined => telebirr.order(id) ?? cbebirr.order(id),
    approve: async (id: string, decision: { force?: boolean } = {}) => of(id).approve(id, decision),
    decline: async (id: string, why: 'declined' | 'wrong-pin' | 'no-money' = 'declined') => of(id).decline(id, why),
    settleResult: async (id: string, outcome?: Outcome) => of(id).settleResult(id, outcome),
    /**
     * Turns switches of both cores.
     * @throws RangeError when there is no such story, switch or value
     */
    setSwitch(change: CpsStory | Partial<CpsSwitches>, target?: string): void {
      readChange(CPS_STORIES, CPS_CHOICES, change);
      for (const one of both) one.setSwitch(change, target);
    },
    resume(): void {
      for (const one of both) one.resume();
    },
    clear(): void {
      for (const one of both) one.clear();
    },
    async settled(): Promise<void> {
      await Promise.all(both.map((one) => one.settled()));
    },
    async stop(): Promise<void> {
      await Promise.all(both.map((one) => one.stop()));
    },
  };
}
