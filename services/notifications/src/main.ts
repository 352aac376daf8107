import { run } from '@windsurf/service-kit/boot';
import { buildApp, workOf } from './app.ts';
import { createDeps, openBase } from './deps.ts';

const base = await openBase();
const deps = createDeps(base);
await run(base, await buildApp(deps), workOf(deps));
