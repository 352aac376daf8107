// Under a creator's own address only what is hers is there: whoever reads another store's reviews, reports or the list of all
// stores under her name would take them for hers. What is not hers does not exist there.
import { notFound } from '@windsurf/contracts/problem';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { soldProduct } from '../reviews/sold-product.ts';
import { createHosts, isOneStore } from './hosts.ts';

/** The store that an address of ours is about; undefined: about all of them. Throws notFound where there is none. */
type About = (deps: Deps, params: Readonly<Record<string, string>>) => Promise<string | undefined>;
const nobodys: About = async () => undefined;
const ofHandle: About = async (_, { handle = '' }) => handle;
const ofProduct: About = async (deps, { productId = '' }) => {
  const [, name = ''] = (await soldProduct(deps, productId)).path.split('/');
  return name.slice(1);
};

/** Pages that stand beside the stores, by their route. A test holds that none is missing. */
export const besideStores: Readonly<Record<string, About>> = {
  '/discover': nobodys,
  '/report/:handle': ofHandle,
  '/report/:handle/:slug': ofHandle,
  '/reviews/:productId': ofProduct,
  '/reviews/:productId/all': ofProduct,
};

/** Before the routes of these pages: what is not hers is answered there as what does not exist. */
export function guardOwnAddresses(app: FastifyInstance, deps: Deps): void {
  const hosts = createHosts(deps);
  const guard = async (request: FastifyRequest, about: About): Promise<void> => {
    const own = await hosts.handleOf(request.hostname);
    // Nobody's name: what comes to a machine by its number is answered as at home.
    if (own === undefined) return;
    const store = await about(deps, request.params as Readonly<Record<string, string>>);
    if (store === undefined || !(await isOneStore(deps, own, store))) throw notFound();
  };
  // On these routes alone: whatever stands before every route, each page of every store would pay for.
  app.addHook('onRoute', (route) => {
    const about = besideStores[route.url];
    if (about === undefined) return;
    const others = route.onRequest === undefined ? [] : [route.onRequest].flat();
    route.onRequest = [async (request: FastifyRequest) => await guard(request, about), ...others];
  });
}
