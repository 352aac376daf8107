import { run } from '@windsurf/service-kit/boot';
import { buildApp } from './app.ts';
import { createDeps, openBase } from './deps.ts';
import { memberConsumers } from './members/members.consumers.ts';
import { spaceConsumers } from './spaces/spaces.consumers.ts';

const base = await openBase();
const deps = createDeps(base);
const consumers = [...spaceConsumers(deps), ...memberConsumers(deps)];
await run(base, await buildApp(deps), { consumers, jobs: [] });
