// A gift for a phone number or an e-mail address: asked for on a page without cookie and script, kept sealed.
import type { Lead } from '@windsurf/contracts/store-leads';
import { wrongShape } from '@windsurf/contracts/problem';
import { newId } from '@windsurf/db/ids';
import { asCreatorId } from '@windsurf/db/tenancy';
import type { CreatorId } from '@windsurf/db/tenancy';
import { countGraphemes } from '@windsurf/language/graphemes';
import type { Phrase } from '@windsurf/language/phrases';
import { blockWords as words } from '@windsurf/language/words-store-blocks';
import { parsePhone } from '@windsurf/phone/phone';
import type { Deps } from '../deps.ts';
import type { BlockOf } from '../storefront/frame.ts';
import { cleanLine } from '../texts/texts.ts';
import { findLeads, insertLead } from './leads.queries.ts';
import type { LeadRow } from './leads.queries.ts';

type Freebie = BlockOf<'freebie'>;
export type Typed = { readonly contact: string; readonly name: string; readonly consent: boolean };
export type Wrong = { readonly field: 'contact' | 'name' | 'consent'; readonly says: Phrase };
export type Asked = { readonly kind: 'phone' | 'email'; readonly contact: string; readonly name: string | null };

const asking = { phone: words.writePhone, email: words.writeEmail, either: words.writeEither } as const;

function readContact(asks: Freebie['asks'], typed: string): Pick<Asked, 'kind' | 'contact'> | undefined {
  const phone = asks === 'email' ? undefined : parsePhone(typed);
  if (phone?.ok) return { kind: 'phone', contact: phone.phone };
  const email = cleanLine(typed).toLowerCase();
  const isEmail = asks !== 'phone' && email.length <= 254 && /^[^\s@<>"(),]+@[^\s@<>"(),]+\.[^\s@<>"(),]+$/.test(email);
  return isEmail ? { kind: 'email', contact: email } : undefined;
}

/** What she typed, or what to write instead. */
export function readForm(block: Freebie, typed: Typed): { asked: Asked } | { wrong: Wrong[] } {
  const wrong: Wrong[] = [];
  const contact = readContact(block.asks, typed.contact);
  if (!contact) wrong.push({ field: 'contact', says: asking[block.asks] });
  const name = block.askName ? cleanLine(typed.name) : '';
  if (countGraphemes(name) > 60) wrong.push({ field: 'name', says: words.nameTooLong });
  if (!typed.consent) wrong.push({ field: 'consent', says: words.agreeFirst });
  if (!contact || wrong.length > 0) return { wrong };
  return { asked: { ...contact, name: name === '' ? null : name } };
}

/** Keeps her once for each form, however often she asks. */
export async function keepLead(
  deps: Deps,
  creatorId: CreatorId,
  block: Freebie,
  asked: Asked,
  consent: string,
): Promise<void> {
  const gift = block.gift.kind === 'link' ? block.gift.url : block.gift.productId;
  const lead = {
    id: newId(),
    blockId: block.id,
    kind: asked.kind,
    contactHash: deps.digest(asked.contact),
    contactSealed: deps.cipher.seal(asked.contact),
    nameSealed: asked.name === null ? null : deps.cipher.seal(asked.name),
    consent,
    gift,
    cameAt: deps.clock.now(),
  };
  await deps.tenancy.inCreator(creatorId, async (tx) => await insertLead(tx, creatorId, lead));
}

const opened = (deps: Pick<Deps, 'cipher'>, row: LeadRow): Lead => ({
  id: row.id,
  blockId: row.blockId,
  kind: row.kind,
  contact: deps.cipher.open(row.contactSealed),
  name: row.nameSealed === null ? null : deps.cipher.open(row.nameSealed),
  consent: row.consent,
  cameAt: row.cameAt.toISOString(),
});

function placeOf(cursor: string): { cameAt: Date; id: string } {
  const [ms = '', id = ''] = cursor.split('_');
  if (!/^[0-9]{1,15}$/.test(ms) || !/^[0-9a-f-]{36}$/.test(id)) throw wrongShape({}, { pointer: '/cursor' });
  return { cameAt: new Date(Number(ms)), id };
}

/** Newest first. Throws 422 for a cursor that is none of ours. */
export async function listLeads(
  deps: Deps,
  creatorId: string,
  page: { cursor?: string | undefined; limit?: number | undefined },
): Promise<{ items: Lead[]; nextCursor: string | null }> {
  const creator = asCreatorId(creatorId);
  const limit = page.limit ?? 25;
  const after = page.cursor === undefined ? undefined : placeOf(page.cursor);
  const rows = await deps.tenancy.inCreator(creator, async (tx) => await findLeads(tx, creator, limit + 1, after));
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last ? `${last.cameAt.getTime()}_${last.id}` : null;
  return { items: shown.map((row) => opened(deps, row)), nextCursor };
}

const mostRows = 50_000;
/** A cell of a table: quoted, and text even where a program would read a formula. */
const cell = (value: string): string => {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
};

/** All of them as CSV with a byte order mark, so that spreadsheets read Ethiopic. */
export async function leadsTable(deps: Deps, creatorId: string): Promise<string> {
  const creator = asCreatorId(creatorId);
  const rows = await deps.tenancy.inCreator(creator, async (tx) => await findLeads(tx, creator, mostRows));
  const lines = rows.map((row) => {
    const { cameAt, kind, contact, name, consent, blockId } = opened(deps, row);
    return [cameAt, kind, contact, name ?? '', consent, blockId].map(cell).join(',');
  });
  return `\uFEFF${['came_at,kind,contact,name,consent,form', ...lines].join('\r\n')}\r\n`;
}
