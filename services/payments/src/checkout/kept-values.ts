// Whoever tries again after a payment that did not go through finds the form as she left it: nothing is asked twice.
import { Problem } from '@windsurf/contracts/problem';
import { santim, telebirrAmount } from '@windsurf/money/money';
import { formatPhone } from '@windsurf/phone/phone';
import { phoneOfBuyer } from '../callbacks/callbacks.ts';
import type { Deps } from '../deps.ts';
import type { IntentItem } from '../intents/intents.ts';
import type { Typed } from './checkout-form.ts';
import { follow } from './follow.ts';

/** So long after its end; a link that lies around longer shows nobody's number. */
const keptMs = 3_600_000;

/**
 * What was typed for an attempt that has failed or run out, by the address of its waiting page. Nothing for whoever did
 * not begin it, for another product, or when it cannot be read: the form is then empty, as at first.
 */
export async function keptFor(deps: Deps, productId: string, token: string | undefined): Promise<Partial<Typed>> {
  if (token === undefined) return {};
  try {
    const { token: by, intent } = await follow(deps, token);
    const { state, endedAt, reason } = intent;
    const ended = endedAt !== null && deps.clock.now().getTime() - endedAt.getTime() < keptMs;
    if (!by.opener || intent.productId !== productId || !ended || !['failed', 'expired'].includes(state)) return {};
    const [main] = intent.items as unknown as readonly IntentItem[];
    return {
      phone: formatPhone(await phoneOfBuyer(deps, intent.buyerId)),
      // Above the wallet's limit another way is meant.
      rail: reason === 'limit' ? '' : intent.rail,
      // Shown only where the buyer names the price.
      amount: telebirrAmount(santim(main?.listSantim ?? intent.amountSantim)),
    };
  } catch (error) {
    if (error instanceof Problem) return {};
    throw error;
  }
}
