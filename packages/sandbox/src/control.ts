import type { Afromessage, Sms } from './afromessage.ts';
import { type Exchange, type Part, readFields, redirect, sendJson } from './exchange.ts';
import { CHOICES, readSwitches, TELEBIRR_STORIES, type TelebirrStory } from './switches.ts';
import type { Telebirr } from './telebirr.ts';
import type { Flaw } from './telebirr-notify.ts';

const FLAWS: Flaw[] = ['none', 'wrong-amount', 'bad-signature', 'pending'];

/** A switch named in words: {rail: 'telebirr'|'sms', story? | switches…, order?, phone?}. @throws RangeError */
function turn(fields: Record<string, unknown>, telebirr: Telebirr, sms: Afromessage): void {
  const { rail = 'telebirr', story, order, phone, balance, back: _back, switches, ...loose } = fields;
  const wanted = { ...loose, ...(typeof switches === 'object' && switches !== null ? switches : {}) };
  const target = typeof order === 'string' && order !== '' ? order : undefined;
  if (rail === 'sms') {
    sms.setSwitch(readSwitches('sms', wanted), typeof phone === 'string' && phone !== '' ? phone : undefined);
    if (balance !== undefined) sms.setBalance(Number(balance));
    return;
  }
  if (rail !== 'telebirr') throw new RangeError('rail is telebirr, sms, cbebirr, cps, cps-telebirr or cps-cbebirr');
  if (story !== undefined) {
    if (typeof story !== 'string' || !Object.hasOwn(TELEBIRR_STORIES, story)) {
      throw new RangeError(`story is one of: ${Object.keys(TELEBIRR_STORIES).join(', ')}`);
    }
    if (target === undefined) telebirr.setSwitch('normal');
    telebirr.setSwitch(story as TelebirrStory, target);
  }
  telebirr.setSwitch(readSwitches('telebirr', wanted), target);
}

/** JSON API for tests and for the phone's page, under /sandbox/. A form that names `back` is sent back there. */
export function openControl(options: {
  telebirr: Telebirr;
  sms: Afromessage;
  expireTokens(): void;
  clear(): void;
  /** What further rails show of their switches. */
  more?(): object;
  /** Ends when no rail has anything under way. */
  settled?(): Promise<void>;
}): Part {
  const { telebirr, sms } = options;
  const shown = () => ({
    telebirr: telebirr.switchesOf(undefined),
    sms: sms.switches(),
    balance: sms.balance(),
    stories: Object.keys(TELEBIRR_STORIES),
    choices: CHOICES,
    ...options.more?.(),
  });

  const onOrder = async (id: string, action: string, fields: Record<string, unknown>): Promise<unknown> => {
    const phone = typeof fields['phone'] === 'string' ? { phone: fields['phone'] } : {};
    const decision = { ...phone, ...(fields['force'] === true || fields['force'] === 'true' ? { force: true } : {}) };
    switch (action) {
      case 'approve':
        return telebirr.approve(id, decision);
      case 'decline':
        return telebirr.decline(id, decision);
      case 'callback': {
        const flaw = FLAWS.find((one) => one === (fields['flaw'] ?? 'none'));
        if (flaw === undefined) throw new RangeError(`flaw is one of: ${FLAWS.join(', ')}`);
        await telebirr.callAgain(id, flaw);
        return telebirr.order(id);
      }
      case 'refunds':
        telebirr.settleRefunds(id, fields['status'] === 'REFUND_FAILED' ? 'REFUND_FAILED' : 'REFUND_SUCCESS');
        return telebirr.order(id);
      default:
        throw new RangeError(`No action ${action}`);
    }
  };

  const post = async (exchange: Exchange, fields: Record<string, unknown>): Promise<unknown> => {
    const [, id, action] = /^\/sandbox\/api\/orders\/([A-Za-z0-9]+)\/(\w+)$/.exec(exchange.path) ?? [];
    if (id !== undefined && action !== undefined) return onOrder(id, action, fields);
    const [, message] = /^\/sandbox\/api\/sms\/([\w-]+)\/report$/.exec(exchange.path) ?? [];
    if (message !== undefined) {
      await sms.reportAgain(message, (fields['status'] ?? 'DELIVRD') as Sms['status']);
      return { reported: message };
    }
    switch (exchange.path) {
      case '/sandbox/switches':
        turn(fields, telebirr, sms);
        return shown();
      case '/sandbox/api/clear':
        options.clear();
        return {};
      case '/sandbox/api/tokens/expire':
        options.expireTokens();
        return {};
      case '/sandbox/api/settle':
        await Promise.all([telebirr.settled(), sms.settled(), options.settled?.()]);
        return {};
      default:
        return undefined;
    }
  };

  const get = ({ path, query }: Exchange): unknown => {
    const [, id] = /^\/sandbox\/api\/orders\/([A-Za-z0-9]+)$/.exec(path) ?? [];
    if (id !== undefined) return telebirr.order(id);
    switch (path) {
      case '/sandbox/health':
        return { status: 'ok' };
      case '/sandbox/switches':
        return shown();
      case '/sandbox/api/orders':
        return telebirr.orders();
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
