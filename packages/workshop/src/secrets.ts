import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  generatePair,
  generateSandboxKeys,
  placeAddresses,
  sandboxAddresses,
  type PemPair,
} from '@windsurf/sandbox/keys';
import type { Service } from './registry.ts';

/** Secret id → JSON text, as Secrets Manager keeps it. */
export type Secrets = Record<string, string>;

const key = (): string => randomBytes(32).toString('base64url');
const signingKey = (): string =>
  generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;

/** Where buyers transfer by hand; a person confirms what came. */
const ourAccount = {
  accounts: [{ bank: 'Commercial Bank of Ethiopia', number: '1000000000001', holder: 'Stan Store Windsurf' }],
};

const STAND_IN = 'sandbox/';

type Kept = Record<string, Record<string, unknown>>;

/** Keys of both sides: ours under `windsurf/…`, the stand-ins' under `sandbox/…`, which no service may read. */
const generate = (pair: () => PemPair): Kept => {
  const { sandbox, payments, notifications } = generateSandboxKeys(undefined, pair);
  return {
    'windsurf/shared': { serviceTokenKey: key(), pageTokenKey: key(), fieldKey: key() },
    'windsurf/auth': {
      signingKey: signingKey(),
      signingKid: `development-${randomBytes(4).toString('hex')}`,
      phonePepper: key(),
    },
    'windsurf/payments': { ...payments, manual: ourAccount },
    'windsurf/delivery': { linkKey: key() },
    'windsurf/notifications': notifications,
    ...Object.fromEntries(Object.entries(sandbox).map(([party, config]) => [`${STAND_IN}${party}`, config])),
  };
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * The clone's development secrets: made once, kept in a file that only this account reads. Addresses are not kept but
 * written in anew, because ports may differ between runs.
 *
 * @param file where they are kept
 * @param sandboxUrl the stand-ins' address, as a browser and a service reach it
 * @param services every service gets an entry, an empty one where nothing is known about it
 */
export const developmentSecrets = (file: string, sandboxUrl: string, services: Service[]): Secrets => {
  const made = generateMissing(file);
  for (const service of services) made[`windsurf/${service.name}`] ??= {};
  for (const [service, addresses] of Object.entries(sandboxAddresses(sandboxUrl)))
    placeAddresses(made[`windsurf/${service}`] ?? {}, addresses);
  return Object.fromEntries(Object.entries(made).map(([id, value]) => [id, JSON.stringify(value)]));
};

/** Adds what an earlier version of the product did not know yet. What stands there stays, but for the agreements. */
const generateMissing = (file: string): Kept => {
  const kept: Kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  // A look at the names alone costs no RSA pair.
  if (
    holds(
      kept,
      generate(() => ({ publicKey: '', privateKey: '' })),
    )
  )
    return kept;
  const made = generate(generatePair);
  // An agreement has two sides, and some share a third: when a piece of one is missing, all are made anew.
  const agreed = Object.keys(made).filter((id) => id.startsWith(STAND_IN));
  for (const [id, values] of Object.entries(made)) {
    const before = kept[id] ?? {};
    kept[id] = agreed.includes(id)
      ? values
      : Object.fromEntries(
          Object.entries({ ...before, ...values }).map(([name, value]) => [
            name,
            agreed.includes(STAND_IN + name) ? value : (before[name] ?? value),
          ]),
        );
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(kept, null, 2), { mode: 0o600 });
  return kept;
};

/** Whether `kept` has every name that `shape` has, at every depth. */
const holds = (kept: unknown, shape: unknown): boolean =>
  isObject(shape)
    ? isObject(kept) && Object.entries(shape).every(([name, inner]) => holds(kept[name], inner))
    : kept !== undefined;
