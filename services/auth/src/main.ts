import { run } from '@windsurf/service-kit/boot';
import { buildApp } from './app.ts';
import { createDeps, openBase } from './deps.ts';

const base = await openBase();
await run(base, await buildApp(createDeps(base)), { consumers: [], jobs: [] });
