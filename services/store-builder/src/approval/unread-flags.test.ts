// The service has just begun and auth does not answer: whether new creators wait cannot be known, so they wait.
import t from 'tap';
import type { Product } from '@windsurf/contracts/store';
import { asCreatorId } from '@windsurf/db/tenancy';
import { followFlags } from '@windsurf/flags/flags';
import type { Caller } from '@windsurf/http-client/call';
import type { Deps } from '../deps.ts';
import { publishProduct } from '../products/products.ts';
import { startTestStores } from '../testing.ts';
import type { TestCreator } from '../testing.ts';

const lab = await startTestStores(t);
let away = true;
const auth = Object.assign(
  async () => {
    if (away) throw new Error('auth is away');
    return { flags: [], notices: [] };
  },
  { close: async () => undefined },
) as unknown as Caller;
const flags = followFlags(auth, lab.deps.log, 3_600_000);
t.teardown(() => flags.stop());
await flags.first;
const deps: Deps = { ...lab.deps, flags };

async function publish(of: TestCreator): Promise<Product> {
  const { id } = await lab.product(of, { fileId: await lab.readyFile(of) });
  return await publishProduct(deps, asCreatorId(of.creatorId), id, 'en');
}

t.test('what a new creator puts on sale before the flags were ever read waits, and is not sold', async (t) => {
  const held = await publish(await lab.creator());
  t.match(held, { state: 'draft', approval: { status: 'pending_review' } });
  away = false;
  await flags.refresh();
  t.match(await publish(await lab.creator()), { state: 'published', approval: { status: 'approved' } });
  away = true;
  await flags.refresh();
  t.match(await publish(await lab.creator()), { state: 'published' }, 'what was read stays so while auth is away');
});
