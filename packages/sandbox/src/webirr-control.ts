import type { RailControl } from './control.ts';
import { textOf } from './exchange.ts';
import { WEBIRR_STORIES, type WebirrStory } from './webirr-switches.ts';
import { readNumber } from './sms-addresses.ts';
import { readSwitches } from './switches.ts';
import type { PayCode, Webirr } from './webirr.ts';
import type { Bill, BillPayment } from './webirr-books.ts';
import type { WebirrFlaw } from './webirr-message.ts';

const FLAWS: WebirrFlaw[] = ['none', 'wrong-amount', 'bad-key', 'no-key'];

/** A bill with its payments, as tests and pages read it. */
export type ShownBill = Bill & { payments: BillPayment[] };

/** `/sandbox/api/webirr/…`: `<code>/pay|confirm|reverse|callback`, `webhook` and `banks`; the code or the encoded reference. */
export function openWebirrControl(webirr: Webirr): RailControl {
  const shown = (bill: Bill): ShownBill => ({ ...bill, payments: webirr.payments(bill.code) });
  const read = (id: string): ShownBill | undefined => {
    const bill = webirr.bill(id);
    return bill === undefined ? undefined : shown(bill);
  };
  const act = async (id: string, action: string, fields: Record<string, unknown>): Promise<void> => {
    const payment = Number(fields['payment']) || undefined;
    switch (action) {
      case 'pay': {
        const how: PayCode = {};
        const phone = readNumber(textOf(fields, 'phone'));
        if (phone !== undefined) how.phone = phone;
        for (const name of ['bank', 'amount'] as const)
          if (textOf(fields, name) !== '') how[name] = textOf(fields, name);
        for (const name of ['unconfirmed', 'force'] as const)
          if (fields[name] === true || fields[name] === 'true') how[name] = true;
        await webirr.pay(id, how);
        return;
      }
      case 'confirm':
        await webirr.confirm(id, payment);
        return;
      case 'reverse':
        await webirr.reverse(id, payment);
        return;
      case 'callback': {
        const flaw = FLAWS.find((one) => one === (fields['flaw'] ?? 'none'));
        if (flaw === undefined) throw new RangeError(`flaw is one of: ${FLAWS.join(', ')}`);
        await webirr.callAgain(id, flaw);
        return;
      }
      default:
        throw new RangeError(`No action ${action}`);
    }
  };
  return {
    stories: Object.keys(WEBIRR_STORIES),
    shown: () => ({ ...webirr.switchesOf(undefined), webhookUrl: webirr.webhookUrl() ?? null }),
    turn(story, wanted, id) {
      const change = readSwitches('webirr', wanted);
      if (story !== undefined) webirr.setSwitch(story as WebirrStory, id);
      webirr.setSwitch(change, id);
    },
    get: ([id]) => (id === undefined ? webirr.bills().map(shown) : read(id)),
    async post([id = '', action], fields) {
      if (action === undefined && id === 'webhook') {
        webirr.setWebhook(textOf(fields, 'url'));
        return { webhookUrl: webirr.webhookUrl() };
      }
      if (action === undefined && id === 'banks') {
        webirr.setBanks(textOf(fields, 'banks').split(','));
        return webirr.banks();
      }
      if (action === undefined) return undefined;
      await act(id, action, fields);
      return read(id);
    },
    settled: webirr.settled,
  };
}
