import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { asLanguage } from '@windsurf/language/pick';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import { bookingPart, bookingsOf } from '../bookings/bookings.ts';
import type { Deps } from '../deps.ts';
import { openByToken } from '../entitlements/entitlements.ts';
import { mayReturn } from '../preorders/preorders.ts';
import { coverAddress } from '../products/cover-address.ts';
import { isInsideApp, openElsewhere } from './inside-app.ts';
import { receiptMoneyRoutes } from './money.routes.ts';
import { receiptPage } from './receipts.pages.ts';
import { asksSomething, receiptWrittenRoutes } from './written.routes.ts';
import { typeParts } from './type-parts.ts';

// The token is in this page's address: no other place may hear of it.
const secret = { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' };

export function receiptRoutes(app: FastifyInstance, deps: Deps): void {
  page(
    app,
    {
      method: 'GET',
      url: '/r/:token',
      access: 'public',
      params: T.Object({ token: T.String() }),
      query: T.Object({ lang: T.Optional(T.String()) }),
    },
    async ({ params, query, principal, request }) => {
      const { creatorId, entitlement, items } = await openByToken(deps, params.token);
      // Who opens the link of an SMS gets the language of the checkout, whatever the phone says.
      const lang = asLanguage(query.lang) ?? entitlement.lang;
      const booked = await bookingsOf(
        deps,
        creatorId,
        items.map((item) => item.entitlement.id),
      );
      const instead = new Map(
        [...booked].map(([id, row]) => [id, bookingPart(row, lang, `${deps.links.receiptPath(id)}/booking`)]),
      );
      for (const [id, part] of await typeParts(deps, creatorId, items, lang)) instead.set(id, part);
      const path = deps.links.receiptPath(entitlement.id);
      const reader = request.headers['user-agent'];
      const address = `${deps.links.receiptUrl(entitlement.id)}?lang=${lang}`;
      const made = receiptPage({
        instead,
        asked: await asksSomething(deps, creatorId, items),
        elsewhere: isInsideApp(reader) ? openElsewhere(lang, address, reader) : undefined,
        lang,
        entitlement,
        items,
        path,
        downloadPath: deps.links.downloadPath,
        coverOf: (coverUrl) => coverAddress(coverUrl, deps.storeOrigin),
        storeOrigin: deps.storeOrigin,
        storeUrl: `${deps.storeOrigin}/@${entitlement.handle}`,
        csrf: principal.kind === 'person' && principal.via === 'cookie' ? principal.csrf : undefined,
      });
      const answer = privatePage(made, { imgOrigins: [deps.storeOrigin] });
      // A form of its own needs its own origin to be said.
      const form = items.some((item) => mayReturn(item.entitlement)) ? { 'referrer-policy': 'same-origin' } : {};
      return { ...answer, headers: { ...answer.headers, ...secret, ...form } };
    },
  );
  receiptMoneyRoutes(app, deps);
  receiptWrittenRoutes(app, deps);
}
