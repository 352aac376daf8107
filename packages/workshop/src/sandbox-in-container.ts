// The stand-ins of the outside world for docker/compose.yaml. Their keys are made at the first start and kept in DATA_DIR.
// It writes what `npm start` writes, and then is the sandbox's own main.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './place.ts';
import { readServices } from './registry.ts';
import { developmentSecrets } from './secrets.ts';

const { DATA_DIR: data = '/data', SANDBOX_URL: url = 'http://localhost:8090' } = process.env;
mkdirSync(data, { recursive: true });
const seed = join(data, 'secrets.seed.json');
writeFileSync(seed, JSON.stringify(developmentSecrets(join(data, 'keys.json'), url, readServices(root))), {
  mode: 0o600,
});
process.env.SEED_SECRETS_FILE = seed;
await import('@windsurf/sandbox/main');
