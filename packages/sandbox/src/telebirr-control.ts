import type { RailControl } from './control.ts';
import { readSwitches, TELEBIRR_STORIES, type TelebirrStory } from './switches.ts';
import type { Telebirr } from './telebirr.ts';
import type { Flaw } from './telebirr-notify.ts';

const FLAWS: Flaw[] = ['none', 'wrong-amount', 'bad-signature', 'pending'];

/** `/sandbox/api/orders/…` (or `/sandbox/api/telebirr/…`): `<merch_order_id>/approve|decline|callback|refunds`. */
export function openTelebirrControl(telebirr: Telebirr): RailControl {
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

  return {
    stories: Object.keys(TELEBIRR_STORIES),
    shown: () => telebirr.switchesOf(undefined),
    turn(story, wanted, id) {
      const change = readSwitches('telebirr', wanted);
      if (story !== undefined) telebirr.setSwitch(story as TelebirrStory, id);
      telebirr.setSwitch(change, id);
    },
    get: ([id]) => (id === undefined ? telebirr.orders() : telebirr.order(id)),
    post: async ([id, action], fields) =>
      id === undefined || action === undefined ? undefined : await onOrder(id, action, fields),
    settled: telebirr.settled,
  };
}
