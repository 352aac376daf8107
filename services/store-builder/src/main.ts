import { boot, run } from '@windsurf/service-kit/boot';
import { buildApp } from './app.ts';
import type { DB } from './db.gen.ts';
import { createDeps } from './deps.ts';
import { StoreSecret, storeEnv } from './env.ts';
import { productConsumers } from './products/products.consumers.ts';

const base = await boot<DB>()({
  service: 'store-builder',
  schema: 'store',
  root: new URL('..', import.meta.url),
  env: storeEnv,
  secret: StoreSecret,
});
const deps = createDeps(base);
const app = await buildApp(deps);
await run(base, app, { consumers: productConsumers(deps), jobs: [] });
