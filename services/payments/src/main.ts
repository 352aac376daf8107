import { boot, run } from '@windsurf/service-kit/boot';
import { buildApp, consumersOf, jobsOf, roundsOf } from './app.ts';
import type { DB } from './db.gen.ts';
import { createDeps } from './deps.ts';
import { PaymentsSecret, paymentsEnv } from './env.ts';
import { watchMoney } from './figures/figures.ts';
import { startJanitor } from './janitor/janitor.ts';

const base = await boot<DB>()({
  service: 'payments',
  schema: 'payments',
  root: new URL('..', import.meta.url),
  env: paymentsEnv,
  secret: PaymentsSecret,
});
const deps = createDeps(base);
const app = await buildApp(deps);
await run(base, app, {
  consumers: consumersOf(deps),
  jobs: jobsOf(deps),
  background: () => {
    watchMoney(deps);
    return startJanitor(deps, roundsOf(deps));
  },
});
