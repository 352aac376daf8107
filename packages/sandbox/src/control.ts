import type { Afromessage, Sms } from './afromessage.ts';
import type { Chapa } from './chapa.ts';
import { openChapaControl } from './chapa-control.ts';
import { type Exchange, type Part, readFields, redirect, sendJson, textOf } from './exchange.ts';
import { CHOICES, readSwitches } from './switches.ts';
import type { Telebirr } from './telebirr.ts';
import { openTelebirrControl } from './telebirr-control.ts';
import type { Webirr } from './webirr.ts';
import { openWebirrControl } from './webirr-control.ts';

/** One rail's share of the control API: its switches, and what stands under `/sandbox/api/<rail>/`. */
export type RailControl = {
  stories: string[];
  /** The switches that hold for all. */
  shown(): object;
  /** Sets a story (which is one of `stories`) and single switches, for one record or for all. @throws RangeError */
  turn(story: string | undefined, wanted: Record<string, unknown>, id: string | undefined): void;
  /** @param parts the path after the rail's name, decoded */
  get(parts: string[]): unknown;
  /** @returns undefined when there is no such thing. @throws RangeError that says what is wrong */
  post(parts: string[], fields: Record<string, unknown>): Promise<unknown>;
  settled(): Promise<void>;
};

/** A switch named in words: {rail, story? | switches…, order?, phone?}; `order` is any record of the rail. @throws RangeError */
function turn(fields: Record<string, unknown>, rails: Record<string, RailControl>, sms: Afromessage): void {
  const { rail = 'telebirr', story, order, phone, balance, back: _back, switches, ...loose } = fields;
  const wanted = { ...loose, ...(typeof switches === 'object' && switches !== null ? switches : {}) };
  const target = typeof order === 'string' && order !== '' ? order : undefined;
  if (rail === 'sms') {
    sms.setSwitch(readSwitches('sms', wanted), typeof phone === 'string' && phone !== '' ? phone : undefined);
    if (balance !== undefined) sms.setBalance(Number(balance));
    return;
  }
  const control = typeof rail === 'string' && Object.hasOwn(rails, rail) ? rails[rail] : undefined;
  if (control === undefined)
    throw new RangeError(
      `rail is one of: ${Object.keys(rails).join(', ')}, cbebirr, cps, cps-telebirr, cps-cbebirr, sms`,
    );
  const named = story === undefined ? undefined : textOf(fields, 'story');
  if (named !== undefined && !control.stories.includes(named))
    throw new RangeError(`story is one of: ${control.stories.join(', ')}`);
  // a story for all begins from what is normal, one for a single record adds to what it has
  if (named !== undefined && target === undefined) control.turn('normal', {}, undefined);
  control.turn(named, wanted, target);
}

/** JSON API for tests and for the phone's page, under /sandbox/. A form that names `back` is sent back there. */
export function openControl(options: {
  telebirr: Telebirr;
  webirr: Webirr;
  chapa: Chapa;
  sms: Afromessage;
  expireTokens(): void;
  clear(): void;
  /** What further rails show of their switches. */
  more?(): object;
  /** Ends when no rail has anything under way. */
  settled?(): Promise<void>;
}): Part {
  const { telebirr, sms } = options;
  const rails: Record<string, RailControl> = {
    telebirr: openTelebirrControl(telebirr),
    webirr: openWebirrControl(options.webirr),
    chapa: openChapaControl(options.chapa),
  };
  const shown = () => ({
    ...Object.fromEntries(Object.entries(rails).map(([rail, control]) => [rail, control.shown()])),
    sms: sms.switches(),
    balance: sms.balance(),
    stories: Object.fromEntries(Object.entries(rails).map(([rail, { stories }]) => [rail, stories])),
    choices: CHOICES,
    ...options.more?.(),
  });

  /** The rail that a path under /sandbox/api/ belongs to, and the rest of the path. */
  const railOf = (path: string): [control: RailControl, parts: string[]] | undefined => {
    const [, , api, rail = '', ...parts] = path.split('/').map(decodeURIComponent);
    // telebirr's things are the orders, the first that this API had
    const control =
      api !== 'api'
        ? undefined
        : rail === 'orders'
          ? rails['telebirr']
          : Object.hasOwn(rails, rail)
            ? rails[rail]
            : undefined;
    return control === undefined ? undefined : [control, parts.filter((one) => one !== '')];
  };

  const post = async (exchange: Exchange, fields: Record<string, unknown>): Promise<unknown> => {
    const [control, parts] = railOf(exchange.path) ?? [];
    if (control !== undefined) return control.post(parts ?? [], fields);
    const [, message] = /^\/sandbox\/api\/sms\/([\w-]+)\/report$/.exec(exchange.path) ?? [];
    if (message !== undefined) {
      await sms.reportAgain(message, (fields['status'] ?? 'DELIVRD') as Sms['status']);
      return { reported: message };
    }
    switch (exchange.path) {
      case '/sandbox/switches':
        turn(fields, rails, sms);
        return shown();
      case '/sandbox/api/clear':
        options.clear();
        return {};
      case '/sandbox/api/tokens/expire':
        options.expireTokens();
        return {};
      case '/sandbox/api/settle':
        await Promise.all([...Object.values(rails).map((rail) => rail.settled()), sms.settled(), options.settled?.()]);
        return {};
      default:
        return undefined;
    }
  };

  const get = ({ path, query }: Exchange): unknown => {
    const [control, parts] = railOf(path) ?? [];
    if (control !== undefined) return control.get(parts ?? []);
    switch (path) {
      case '/sandbox/health':
        return { status: 'ok' };
      case '/sandbox/switches':
        return shown();
      case '/sandbox/api/sms': {
        // an unencoded + in a query is a space to many, so both are taken
        const phone = query.get('phone')?.replace(/^ /, '+');
        return sms.all(phone).toReversed();
      }
      default:
        return undefined;
    }
  };

  return async (exchange) => {
    if (!exchange.path.startsWith('/sandbox/')) return false;
    try {
      const fields = exchange.method === 'POST' ? await readFields(exchange) : {};
      const answer =
        exchange.method === 'POST'
          ? await post(exchange, fields)
          : exchange.method === 'GET'
            ? get(exchange)
            : undefined;
      if (answer === undefined) return sendJson(exchange, 404, { error: 'There is no such thing here' });
      const { back } = fields;
      // only ever back into the sandbox itself
      if (typeof back === 'string' && /^\/[^/\\]/.test(back)) return redirect(exchange, back);
      return sendJson(exchange, 200, answer);
    } catch (reason) {
      if (reason instanceof RangeError || reason instanceof SyntaxError)
        return sendJson(exchange, 400, { error: reason.message });
      throw reason;
    }
  };
}
