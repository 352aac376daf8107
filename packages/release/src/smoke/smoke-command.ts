import type { Call } from '../deploy/arguments.ts';
import type { Entry } from '../deploy/commands.ts';
import type { Environment } from '../deploy/state.ts';
import { Refusal } from '../deploy/trouble.ts';
import { runChecks, summary } from '../verify/checks.ts';
import { type SmokeWorld, smokeChecks } from './smoke-checks.ts';
import { siteAt } from './visitor.ts';

const LOCAL = { app: 'http://app.localhost:8080', store: 'http://localhost:8080', sandbox: 'http://localhost:8090' };
/** Of a block of numbers that nobody has; another one each time, since codes are rationed by number. */
const localNumber = (): string => `+2519117${String(Math.floor(Math.random() * 100_000)).padStart(5, '0')}`;

type Given = {
  readonly app: string | undefined;
  readonly store: string | undefined;
  readonly sandbox: string | undefined;
  readonly phone: string | undefined;
  readonly storeHandle: string | undefined;
};

/**
 * What a smoke test of an environment may do.
 *
 * @throws Refusal for production with a stand-in: then it is no production, or somebody is about to pay there
 */
export const smokeWorld = (environment: Environment, given: Given): SmokeWorld => {
  const local = environment === 'local';
  const app = given.app ?? (local ? LOCAL.app : undefined);
  const store = given.store ?? (local ? LOCAL.store : app);
  if (app === undefined || store === undefined)
    throw new Refusal('smoke: give the addresses with --url and --store-url, or APP_ORIGIN and STORE_ORIGIN.');
  const sandbox = given.sandbox ?? (local ? LOCAL.sandbox : undefined);
  if (environment === 'production' && sandbox !== undefined)
    throw new Refusal(
      'smoke: production has no stand-ins; SANDBOX_URL must not be given, and nothing is bought there.',
    );
  if (!local && sandbox !== undefined && given.phone === undefined)
    throw new Refusal('smoke: give the test number with SMOKE_PHONE.');
  return {
    app: siteAt(app),
    store: siteAt(store),
    sandboxUrl: sandbox,
    phone: given.phone ?? localNumber(),
    storeHandle: given.storeHandle,
    readOnly: environment === 'production',
  };
};

const some = (value: string | undefined): string | undefined => (value === '' ? undefined : value);

/** `npm run test:smoke -- --env=local|staging|production` */
export const smoke = async (call: Call, entry: Pick<Entry, 'env' | 'print'>): Promise<number> => {
  const { APP_ORIGIN, STORE_ORIGIN, SANDBOX_URL, SMOKE_PHONE, SMOKE_STORE } = entry.env;
  const world = smokeWorld(call.environment, {
    app: call.text('url') ?? some(APP_ORIGIN),
    store: call.text('store-url') ?? some(STORE_ORIGIN),
    sandbox: some(SANDBOX_URL),
    phone: some(SMOKE_PHONE),
    storeHandle: some(SMOKE_STORE),
  });
  const checks = smokeChecks(world);
  if (call.dryRun) {
    for (const check of checks) entry.print(`would go through ${check.name}`);
    return 0;
  }
  const { line, code } = summary(await runChecks(checks, entry.print));
  entry.print(line);
  return code;
};
