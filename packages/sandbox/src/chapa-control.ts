import type { Chapa } from './chapa.ts';
import { CHAPA_STORIES, type ChapaStory } from './chapa-switches.ts';
import type { ChapaFlaw } from './chapa-webhook.ts';
import type { RailControl } from './control.ts';
import { textOf } from './exchange.ts';
import { readSwitches } from './switches.ts';

const FLAWS: ChapaFlaw[] = ['none', 'wrong-amount', 'bad-signature', 'historic-only', 'tampered'];

/** `/sandbox/api/chapa/…`: `<tx_ref>/approve|decline|callback`, `transfers/<reference>/settle`, `webhook` and `approval`. */
export function openChapaControl(chapa: Chapa): RailControl {
  const act = async (txRef: string, action: string, fields: Record<string, unknown>): Promise<unknown> => {
    switch (action) {
      case 'approve':
        return chapa.approve(txRef, textOf(fields, 'method') || undefined);
      case 'decline':
        return chapa.decline(txRef);
      case 'callback': {
        const flaw = FLAWS.find((one) => one === (fields['flaw'] ?? 'none'));
        if (flaw === undefined) throw new RangeError(`flaw is one of: ${FLAWS.join(', ')}`);
        await chapa.callAgain(txRef, flaw);
        return chapa.charge(txRef);
      }
      default:
        throw new RangeError(`No action ${action}`);
    }
  };
  return {
    stories: Object.keys(CHAPA_STORIES),
    shown: () => ({ ...chapa.switchesOf(undefined), webhookUrl: chapa.webhookUrl() ?? null }),
    turn(story, wanted, id) {
      const change = readSwitches('chapa', wanted);
      if (story !== undefined) chapa.setSwitch(story as ChapaStory, id);
      chapa.setSwitch(change, id);
    },
    get([what, reference]) {
      if (what === undefined) return chapa.charges();
      if (what !== 'transfers') return chapa.charge(what);
      return reference === undefined ? chapa.transfers() : chapa.transfer(reference);
    },
    async post([what = '', action, then], fields) {
      if (what === 'transfers' && action !== undefined && then === 'settle')
        return chapa.settleTransfer(action, fields['state'] === 'failed' ? 'failed' : 'success');
      if (what === 'webhook' && action === undefined) {
        chapa.setWebhook(textOf(fields, 'url'));
        return { webhookUrl: chapa.webhookUrl() };
      }
      if (what === 'approval' && action === undefined) {
        chapa.setApproval(textOf(fields, 'url') || undefined);
        return {};
      }
      return action === undefined ? undefined : await act(what, action, fields);
    },
    settled: chapa.settled,
  };
}
