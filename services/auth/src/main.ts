import { fixedKeys } from '@windsurf/access/keys';
import { publicKeyOf } from '@windsurf/access/issuer';
import { boot, run } from '@windsurf/service-kit/boot';
import { buildApp } from './app.ts';
import type { DB } from './db.gen.ts';
import { createDeps } from './deps.ts';
import { AuthSecret, authEnv } from './env.ts';

const base = await boot<DB>()({
  service: 'auth',
  schema: 'auth',
  root: new URL('..', import.meta.url),
  env: authEnv,
  secret: AuthSecret,
  keys: (secret) => fixedKeys({ [secret.signingKid]: publicKeyOf(secret.signingKey) }),
});
const app = await buildApp(createDeps(base));
await run(base, app, { consumers: [], jobs: [] });
