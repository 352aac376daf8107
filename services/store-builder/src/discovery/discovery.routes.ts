import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import * as contract from '@windsurf/contracts/store-discovery';
import { Making } from '@windsurf/contracts/store';
import { securityHeaders, styleHashes } from '@windsurf/html/page';
import { page, route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { findCreators, findProducts, mostPages } from './discovery.ts';
import type { Asked } from './discovery.ts';
import { discoveryPage, mostLetters } from './discovery.pages.ts';

const categories: readonly string[] = Making.anyOf.map((one) => one.const);
const isCategory = (text: string | undefined): text is NonNullable<Asked['category']> =>
  text !== undefined && categories.includes(text);

/** What stands in an address that anybody may have typed: what cannot be meant is left out. */
function readAsked(query: { q?: string; in?: string; page?: string }): Asked & { search: string } {
  const number = /^\d{1,2}$/.test(query.page ?? '') ? Number(query.page) : 1;
  return {
    search: (query.q ?? '').trim(),
    category: isCategory(query.in) ? query.in : undefined,
    page: Math.min(Math.max(number, 1), mostPages),
  };
}

export function discoveryRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.findCreators, async ({ query }) => await findCreators(deps, query));
  route(app, contract.findSoldProducts, async ({ query }) => await findProducts(deps, query));
  const Word = T.Optional(T.String());
  page(
    app,
    {
      method: 'GET',
      url: '/discover',
      access: 'public',
      query: T.Object({ q: Word, in: Word, of: Word, page: Word, lang: Word }),
    },
    async ({ query, lang }) => {
      const asked = readAsked(query);
      const of = query.of === 'creators' ? ('creators' as const) : ('products' as const);
      const tooLong = [...asked.search].length > mostLetters;
      const nothing = { items: [], exact: true, nextPage: null };
      const found = tooLong
        ? { of, ...nothing }
        : of === 'creators'
          ? { of, ...(await findCreators(deps, asked)) }
          : { of, ...(await findProducts(deps, asked)) };
      const html = discoveryPage({ ...deps, lang, asked, found, tooLong });
      const headers = {
        ...securityHeaders({ styleHashes: styleHashes(html) }),
        'cache-control': 'public, max-age=60, stale-while-revalidate=60',
        vary: 'accept-language, accept-encoding',
      };
      return { html, headers, status: tooLong ? 422 : 200 };
    },
  );
}
