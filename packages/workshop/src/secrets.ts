import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generateSandboxKeys, sandboxAddresses } from '@windsurf/sandbox/keys';
import type { Service } from './registry.ts';

/** Secret id → JSON text, as Secrets Manager keeps it. */
export type Secrets = Record<string, string>;

const key = (): string => randomBytes(32).toString('base64url');
const signingKey = (): string =>
  generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey;

type Kept = Record<string, Record<string, unknown>>;

/** Keys of both sides: ours under `windsurf/…`, the stand-ins' under `sandbox/…`, which no service may read. */
const generate = (): Kept => {
  const { sandbox, payments, notifications } = generateSandboxKeys();
  return {
    'windsurf/shared': { serviceTokenKey: key(), pageTokenKey: key(), fieldKey: key() },
    'windsurf/auth': {
      signingKey: signingKey(),
      signingKid: `development-${randomBytes(4).toString('hex')}`,
      phonePepper: key(),
    },
    'windsurf/payments': payments,
    'windsurf/delivery': { linkKey: key() },
    'windsurf/notifications': notifications,
    'sandbox/telebirr': sandbox.telebirr,
    'sandbox/afromessage': sandbox.afromessage,
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
  const addresses = sandboxAddresses(sandboxUrl);
  const telebirr = made['windsurf/payments']?.telebirr;
  if (isObject(telebirr)) Object.assign(telebirr, addresses.telebirr);
  const afromessage = made['windsurf/notifications']?.afromessage;
  if (isObject(afromessage)) Object.assign(afromessage, addresses.afromessage);
  return Object.fromEntries(Object.entries(made).map(([id, value]) => [id, JSON.stringify(value)]));
};

const generateMissing = (file: string): Kept => {
  if (existsSync(file)) {
    const kept: Kept = JSON.parse(readFileSync(file, 'utf8'));
    return kept;
  }
  const made = generate();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
};
