import { run } from '@windsurf/service-kit/boot';
import { buildApp } from './app.ts';
import { createDeps, openBase } from './deps.ts';
import { productConsumers } from './products/products.consumers.ts';

const base = await openBase();
const deps = createDeps(base);
const app = await buildApp(deps);
await run(base, app, { consumers: productConsumers(deps), jobs: [] });
