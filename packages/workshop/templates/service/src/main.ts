import { boot, run } from '@windsurf/service-kit/boot';
import { buildApp } from './app.ts';
import type { DB } from './db.gen.ts';
import { createDeps } from './deps.ts';
import { serviceEnv, ServiceSecret } from './env.ts';

const base = await boot<DB>()({
  service: '__name__',
  schema: '__schema__',
  root: new URL('..', import.meta.url),
  env: serviceEnv,
  secret: ServiceSecret,
});
const app = await buildApp(createDeps(base));
await run(base, app, { consumers: [], jobs: [] });
