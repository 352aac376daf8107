import { run } from '@windsurf/service-kit/boot';
import { buildApp } from './app.ts';
import { createDeps, openBase } from './deps.ts';
import { summaryConsumers } from './summaries/summaries.consumers.ts';

const base = await openBase();
const deps = createDeps(base);
await run(base, await buildApp(deps), { consumers: summaryConsumers(deps), jobs: [] });
