import type { CallbackFlaw, Cbebirr } from './cbebirr.ts';
import type { CpsRails } from './cps-both.ts';
import { OUTCOMES, type Outcome } from './cps-books.ts';
import {
  CBEBIRR_CHOICES,
  CBEBIRR_STORIES,
  type CbebirrSwitches,
  CPS_CHOICES,
  CPS_STORIES,
  type CpsSwitches,
  readChange,
} from './cps-switches.ts';
import { type Exchange, type Part, readFields, redirect, sendJson, textOf } from './exchange.ts';
import { readNumber } from './sms-addresses.ts';

const WHYS = ['declined', 'wrong-pin', 'no-money'] as const;

/** A whole number of santim. @throws RangeError */
function readSantim(value: unknown): number {
  const santim = Number(value);
  if (!Number.isSafeInteger(santim) || santim < 0) throw new RangeError('balance is a whole number of santim');
  return santim;
}

const oneOf = <V extends string>(values: readonly V[], value: unknown, name: string): V => {
  const found = values.find((one) => one === value);
  if (found === undefined) throw new RangeError(`${name} is one of: ${values.join(', ')}`);
  return found;
};

/** Switches that the control API shows of these rails. */
export const shownSwitches = (cbebirr: Cbebirr, cps: CpsRails) => ({
  cbebirr: cbebirr.switchesOf(),
  cps: { telebirr: cps.telebirr.switchesOf(), cbebirr: cps.cbebirr.switchesOf() },
  float: { telebirr: cps.telebirr.balance(), cbebirr: cps.cbebirr.balance() },
});

/**
 * The control API of CBE Birr and of the two mobile-money cores; everything else it leaves to the next part. Switches are
 * `{rail: 'cbebirr' | 'cps' | 'cps-telebirr' | 'cps-cbebirr', story? | switches…, order? | phone?, balance?}`.
 */
export function openCbebirrControl(options: { cbebirr: Cbebirr; cps: CpsRails }): Part {
  const { cbebirr, cps } = options;

  /** @returns undefined when the rail is somebody else's */
  const turn = (fields: Record<string, unknown>): object | undefined => {
    const { rail, story, order, phone, balance, switches, back: _back, ...loose } = fields;
    const cores = { cps: [cps.telebirr, cps.cbebirr], 'cps-telebirr': [cps.telebirr], 'cps-cbebirr': [cps.cbebirr] };
    const mine = typeof rail === 'string' && Object.hasOwn(cores, rail) ? cores[rail as keyof typeof cores] : undefined;
    if (rail !== 'cbebirr' && mine === undefined) return undefined;
    const target = [order, readNumber(textOf(fields, 'phone'))].find((one) => typeof one === 'string' && one !== '');
    const wanted = { ...loose, ...(typeof switches === 'object' ? switches : {}) };
    // a story for all replaces what was set before; one for a single order comes on top
    const patchOf = <S extends object>(
      stories: Record<string, Partial<S>>,
      choices: Parameters<typeof readChange>[1],
    ): Partial<S> => ({
      ...(story === undefined || target !== undefined ? {} : stories['normal']),
      ...(story === undefined ? {} : readChange<S>(stories, choices, textOf(fields, 'story'))),
      ...readChange<S>(stories, choices, wanted),
    });
    if (phone !== undefined && phone !== '' && target === undefined) throw new RangeError('phone is no number');
    if (mine === undefined) {
      cbebirr.setSwitch(patchOf<CbebirrSwitches>(CBEBIRR_STORIES, CBEBIRR_CHOICES), target as string | undefined);
    } else {
      const patch = patchOf<CpsSwitches>(CPS_STORIES, CPS_CHOICES);
      const santim = balance === undefined ? undefined : readSantim(balance);
      for (const core of mine) {
        core.setSwitch(patch, target as string | undefined);
        if (santim !== undefined) core.setBalance(santim);
      }
    }
    return shownSwitches(cbebirr, cps);
  };

  const onCbebirr = (id: string, action: string, fields: Record<string, unknown>): Promise<unknown> | undefined => {
    const force = String(fields['force']) === 'true';
    switch (action) {
      case 'approve':
        return cbebirr.approve(id, { force });
      case 'decline':
        return cbebirr.decline(id, oneOf(WHYS, fields['why'] ?? 'declined', 'why'));
      case 'callback': {
        const flaws = CBEBIRR_CHOICES.callback.filter(
          (one): one is CallbackFlaw => one !== 'late' && one !== 'duplicate' && one !== 'lost',
        );
        return cbebirr.callAgain(id, oneOf(flaws, fields['flaw'] ?? 'normal', 'flaw'));
      }
      default:
        return undefined;
    }
  };
  const onCps = (id: string, action: string, fields: Record<string, unknown>): Promise<unknown> | undefined => {
    switch (action) {
      case 'approve':
        return cps.approve(id, { force: String(fields['force']) === 'true' });
      case 'decline':
        return cps.decline(id, oneOf(WHYS, fields['why'] ?? 'declined', 'why'));
      case 'result': {
        const names = Object.keys(OUTCOMES) as Outcome[];
        const { outcome } = fields;
        return cps.settleResult(id, outcome === undefined ? undefined : oneOf(names, outcome, 'outcome'));
      }
      default:
        return undefined;
    }
  };

  const post = async ({ path }: Exchange, fields: Record<string, unknown>): Promise<unknown> => {
    if (path === '/sandbox/switches') return turn(fields);
    if (path === '/sandbox/api/cbebirr/token') {
      const phone = readNumber(textOf(fields, 'phone'));
      if (phone === undefined) throw new RangeError('phone is no number');
      const seconds = fields['seconds'] === undefined ? {} : { seconds: Number(fields['seconds']) };
      return { token: cbebirr.tokenOf(phone, { ...seconds, forged: String(fields['forged']) === 'true' }) };
    }
    const [, rail, id, action] = /^\/sandbox\/api\/(cbebirr|cps)\/orders\/([^/]+)\/(\w+)$/.exec(path) ?? [];
    if (id === undefined || action === undefined) return undefined;
    const named = decodeURIComponent(id);
    return rail === 'cps' ? onCps(named, action, fields) : onCbebirr(named, action, fields);
  };

  const get = ({ path }: Exchange): unknown => {
    const [, rail, list, id] = /^\/sandbox\/api\/(cbebirr|cps)\/(orders|payouts)(?:\/([^/]+))?$/.exec(path) ?? [];
    if (list === undefined) return undefined;
    if (rail === 'cbebirr' && list === 'payouts') return undefined;
    if (id !== undefined) return (rail === 'cps' ? cps : cbebirr).order(decodeURIComponent(id));
    if (list === 'payouts') return cps.payouts();
    return rail === 'cps' ? cps.orders() : cbebirr.orders();
  };

  return async (exchange) => {
    const { method, path } = exchange;
    if (!/^\/sandbox\/(switches$|api\/(cbebirr|cps)\/)/.test(path)) return false;
    try {
      const fields = method === 'POST' ? await readFields(exchange) : {};
      const answer = method === 'POST' ? await post(exchange, fields) : method === 'GET' ? get(exchange) : undefined;
      if (answer === undefined) {
        return path === '/sandbox/switches' ? false : sendJson(exchange, 404, { error: 'There is no such thing here' });
      }
      const { back } = fields;
      // only ever back into the sandbox itself
      if (typeof back === 'string' && /^\/[^/\\]/.test(back)) return redirect(exchange, back);
      return sendJson(exchange, 200, answer);
    } catch (reason) {
      if (reason instanceof RangeError || reason instanceof SyntaxError || reason instanceof URIError)
        return sendJson(exchange, 400, { error: reason.message });
      throw reason;
    }
  };
}
