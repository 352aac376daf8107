// What stands on a receipt before, or in the place of, its files, by the type of what was bought.
import type { CreatorId } from '@windsurf/db/tenancy';
import { html } from '@windsurf/html/html';
import type { Html } from '@windsurf/html/html';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { deliveryTypeWords as words } from '@windsurf/language/words-delivery-types';
import type { Deps } from '../deps.ts';
import type { BoughtItem } from '../entitlements/entitlements.ts';
import { requestPart, requestsAmong } from '../requests/requests.ts';
import { ticketPart, ticketsAmong } from '../tickets/tickets.ts';

/** By entitlement; nothing for what is files and no more. */
export async function typeParts(
  deps: Deps,
  creatorId: CreatorId,
  items: readonly BoughtItem[],
  lang: Language,
): Promise<ReadonlyMap<string, Html>> {
  const idsOf = (type: string): string[] =>
    items.filter((item) => item.entitlement.type === type).map((item) => item.entitlement.id);
  const [tickets, requests] = await Promise.all([
    ticketsAmong(deps, creatorId, idsOf('event-ticket')),
    requestsAmong(deps, creatorId, idsOf('custom-request')),
  ]);
  const parts = new Map<string, Html>();
  for (const { entitlement } of items) {
    const { id, type, storeName, state } = entitlement;
    const [ticket, request] = [tickets.get(id), requests.get(id)];
    const code = state === 'active' ? deps.links.ticketCode(id) : undefined;
    if (ticket) parts.set(id, ticketPart(ticket, code, deps.links.receiptPath(id), lang));
    if (request) parts.set(id, requestPart(request, storeName, lang));
    if (type === 'tip') parts.set(id, html`<p>${say(words.tipSays, lang, { store: storeName })}</p>`);
    if (type === 'bundle') parts.set(id, html`<p>${say(words.bundleSays, lang)}</p>`);
  }
  return parts;
}
