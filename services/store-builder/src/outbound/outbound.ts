// Links to other shops: counted on their way, and only ever to the address that the creator published (S0-13).
import type { Block } from '@windsurf/contracts/store-blocks';
import type { OutboundLink } from '@windsurf/contracts/store-leads';
import { notFound } from '@windsurf/contracts/problem';
import { inEat } from '@windsurf/calendar/moment';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { visitorOf } from '@windsurf/visitors/visitor-class';
import type { Visit } from '@windsurf/visitors/visitor-class';
import type { Deps, Tx } from '../deps.ts';
import { isWebAddress } from '../stores/addresses.ts';
import {
  addClick,
  affiliateProducts,
  clicksByDay,
  clicksByLink,
  destinationQueries,
  dropLinks,
  findLinks,
  putLink,
} from './outbound.queries.ts';
import type { ClickClass } from './outbound.queries.ts';

/** Day in East Africa Time, `2026-11-20`. */
function dayOf(at: Date): string {
  const { gregorian } = inEat(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${gregorian.year}-${two(gregorian.month)}-${two(gregorian.day)}`;
}

/** The recommendations of a page get their addresses, each block the one that it always had; others lead nowhere. */
export async function keepOutbound(tx: Tx, creatorId: CreatorId, blocks: readonly Block[], now: Date): Promise<void> {
  const shown = blocks.flatMap((block) => (block.kind === 'recommendation' ? [block] : []));
  await dropLinks(
    tx,
    creatorId,
    shown.map(({ id }) => id),
  );
  for (const { id: blockId, url, title, shop } of shown) {
    await putLink(tx, creatorId, { id: newId(), blockId, url, title, shop }, now);
  }
}

const shape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const classOf = (visit: Visit): ClickClass => {
  const found = visitorOf(visit, 'document').class;
  return found === 'human' || found === 'preview' ? found : 'bot';
};

/**
 * Where an address leads; the click is counted by who made it. A count that cannot be written loses a click and nobody's
 * way. Throws 404 for an address that is none, or leads nowhere any more.
 */
export async function followOutbound(deps: Deps, id: string, visit: Visit): Promise<string> {
  if (!shape.test(id)) throw notFound();
  const [owner] = await deps.tenancy.door<{ creatorOfOutbound: string | null }>('creator_of_outbound', id);
  if (!owner?.creatorOfOutbound) throw notFound();
  const creatorId = asCreatorId(owner.creatorOfOutbound);
  const [[link], [product]] = await deps.tenancy.batchInPublic(destinationQueries(deps.tenancy.compile, creatorId, id));
  const url = link?.url ?? product?.url;
  if (url === undefined || !isWebAddress(url)) throw notFound();
  try {
    const click = { linkId: id, day: dayOf(deps.clock.now()), class: classOf(visit) };
    await deps.tenancy.inCreator(creatorId, async (tx) => await addClick(tx, creatorId, click));
  } catch (error) {
    deps.log.warn({ err: error }, 'a click was not counted');
  }
  return url;
}

/** Clicks of the last `days` days, today among them, by link and by day. */
export async function readClicks(
  deps: Deps,
  creatorId: CreatorId,
  days: number,
): Promise<{ items: OutboundLink[]; days: { day: string; clicks: number; otherClicks: number }[] }> {
  const since = dayOf(new Date(deps.clock.now().getTime() - (days - 1) * 86_400_000));
  return await deps.tenancy.inCreator(creatorId, async (tx) => {
    const links = await findLinks(tx, creatorId);
    const products = await affiliateProducts(tx, creatorId);
    const counted = new Map(
      (await clicksByLink(tx, creatorId, since)).map(({ linkId, ...counts }) => [linkId, counts]),
    );
    const items = [...links, ...products].map(({ id, title, shop, url, live }) => ({
      id,
      title,
      shop,
      url,
      live,
      ...(counted.get(id) ?? { clicks: 0, otherClicks: 0 }),
    }));
    return { items, days: await clicksByDay(tx, creatorId, since) };
  });
}
