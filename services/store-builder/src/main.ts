import { run } from '@windsurf/service-kit/boot';
import { buildApp, consumersOf, jobsOf } from './app.ts';
import { createDeps, openBase } from './deps.ts';

const base = await openBase();
const deps = createDeps(base);
// Nobody's product is held only because this process has just begun.
await deps.flags.first;
const app = await buildApp(deps);
await run(base, app, { consumers: consumersOf(deps), jobs: jobsOf(deps) });
