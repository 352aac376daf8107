import { run } from '@windsurf/service-kit/boot';
import { buildApp, consumersOf, jobsOf } from './app.ts';
import { createDeps, openBase } from './deps.ts';

const base = await openBase();
const deps = createDeps(base);
const app = await buildApp(deps);
await run(base, app, { consumers: consumersOf(deps), jobs: jobsOf(deps) });
