import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Service } from './registry.ts';

/** Secret id → JSON text, as Secrets Manager keeps it. */
export type Secrets = Record<string, string>;

const key = (): string => randomBytes(32).toString('base64url');
const pem = { type: 'spki', format: 'pem' } as const;
const privatePem = { type: 'pkcs8', format: 'pem' } as const;
const rsa = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: pem, privateKeyEncoding: privatePem });
const ed25519 = () => generateKeyPairSync('ed25519', { publicKeyEncoding: pem, privateKeyEncoding: privatePem });

type Kept = Record<string, Record<string, unknown>>;

/** Keys of both sides: ours under `windsurf/…`, the stand-ins' under `sandbox/…`, which no service may read. */
const generate = (): Kept => {
  const merchant = rsa();
  const rail = rsa();
  const telebirr = {
    fabricAppId: 'c4182ef8-9249-458a-985e-06d191f4d505',
    appSecret: randomBytes(16).toString('hex'),
    merchantAppId: '1072905731584000',
    merchantCode: '500142',
  };
  const afromessage = { token: key(), sender: 'StanStore', identifier: 'stan-store-development', callbackKey: key() };
  return {
    'windsurf/shared': { serviceTokenKey: key(), pageTokenKey: key(), fieldKey: key() },
    'windsurf/auth': {
      signingKey: ed25519().privateKey,
      signingKid: `development-${randomBytes(4).toString('hex')}`,
      phonePepper: key(),
    },
    'windsurf/payments': {
      telebirr: { ...telebirr, privateKey: merchant.privateKey, telebirrPublicKey: rail.publicKey },
      checkoutKey: key(),
    },
    'windsurf/delivery': { linkKey: key() },
    'windsurf/notifications': { afromessage },
    'sandbox/telebirr': { ...telebirr, privateKey: rail.privateKey, merchantPublicKey: merchant.publicKey },
    'sandbox/afromessage': afromessage,
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
  const telebirr = made['windsurf/payments']?.telebirr;
  if (isObject(telebirr))
    Object.assign(telebirr, {
      baseUrl: `${sandboxUrl}/telebirr/apiaccess/payment/gateway`,
      webBaseUrl: `${sandboxUrl}/telebirr/payment/web/paygate?`,
    });
  const afromessage = made['windsurf/notifications']?.afromessage;
  if (isObject(afromessage)) Object.assign(afromessage, { baseUrl: `${sandboxUrl}/afromessage/api` });
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
