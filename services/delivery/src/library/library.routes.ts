import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import * as contract from '@windsurf/contracts/delivery';
import { privatePage } from '@windsurf/service-kit/pages';
import { page, route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { accessOf } from '../entitlements/entitlements.ts';
import { coverAddress } from '../products/cover-address.ts';
import { libraryPage, wayInPage } from './library.pages.ts';
import { libraryPageOf, listLibrary, ownNumber } from './library.ts';

/** What stands in the address is what a person may have typed: anything odd is the first page. */
const pageNumber = (text: string | undefined): number => (/^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) : 1);

export function libraryRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listLibrary, async ({ principal, query }) => {
    const part = { cursor: query.cursor, limit: query.limit ?? 25 };
    const { rows, nextCursor } = await listLibrary(deps, principal.personId, part);
    const items = rows.map((row) => ({
      id: row.id,
      productId: row.productId,
      title: row.title,
      storeName: row.storeName,
      handle: row.handle,
      amountSantim: row.amountSantim,
      grantedAt: row.grantedAt.toISOString(),
      state: accessOf(row),
      why: row.why,
      since: row.since?.toISOString() ?? null,
      receiptUrl: deps.links.receiptUrl(row.id),
    }));
    return { items, nextCursor };
  });

  page(
    app,
    { method: 'GET', url: '/k', access: 'public', query: T.Object({ page: T.Optional(T.String()) }) },
    async ({ principal, query, lang }) => {
      // The rows carry links that open files: neither a cache nor another place may see them.
      const personal = { 'cache-control': 'private, no-store', 'referrer-policy': 'same-origin' };
      const policy = { imgOrigins: [deps.storeOrigin] };
      const answer = (html: string) => {
        const made = privatePage(html, policy);
        return { ...made, headers: { ...made.headers, ...personal } };
      };
      if (principal.kind !== 'person') return answer(wayInPage(lang));
      const found = await libraryPageOf(deps, principal.personId, pageNumber(query.page));
      const phone = found.shelf.length === 0 ? await ownNumber(deps, principal.personId) : undefined;
      return answer(
        libraryPage({
          lang,
          ...found,
          now: deps.clock.now(),
          phone,
          csrf: principal.csrf,
          links: deps.links,
          storeOrigin: deps.storeOrigin,
          coverOf: (coverUrl) => coverAddress(coverUrl, deps.storeOrigin),
        }),
      );
    },
  );
}
