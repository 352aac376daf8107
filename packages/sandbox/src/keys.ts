import { generateKeyPairSync, randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { SmsConfig } from './afromessage.ts';
import type { CbebirrConfig } from './cbebirr.ts';
import { cbebirrAddresses, type CbebirrKeys, type CpsKeys, generateCbebirrKeys } from './cbebirr-keys.ts';
import type { ChapaConfig } from './chapa.ts';
import type { CpsConfigs } from './cps-both.ts';
import type { TelebirrConfig } from './telebirr.ts';
import type { WebirrConfig } from './webirr.ts';

/** What the sandbox itself must know; the secret `windsurf/sandbox`, or one secret `sandbox/<party>` each. */
export type SandboxConfig = {
  telebirr: TelebirrConfig;
  afromessage: SmsConfig;
  cbebirr: CbebirrConfig;
  cps: CpsConfigs;
  webirr: WebirrConfig;
  chapa: ChapaConfig;
};

/** Both sides of every agreement with the outside world. `payments` and `notifications` are the secrets of those services. */
export type SandboxKeys = {
  sandbox: SandboxConfig;
  payments: {
    telebirr: {
      baseUrl: string;
      webBaseUrl: string;
      fabricAppId: string;
      appSecret: string;
      merchantAppId: string;
      merchantCode: string;
      privateKey: string;
      telebirrPublicKey: string;
      /** Payouts and pushes. */
      cps: CpsKeys;
    };
    cbebirr: CbebirrKeys;
    webirr: { baseUrl: string; apiKey: string; merchantId: string; authKey: string };
    chapa: { baseUrl: string; checkoutOrigin: string; secretKey: string; webhookSecret: string };
    checkoutKey: string;
  };
  notifications: { afromessage: SmsConfig & { baseUrl: string; callbackKey: string } };
};

/** Where the product finds the sandbox's parties, when the sandbox answers at `url`: what differs between runs of one set of keys. */
export function sandboxAddresses(url: string) {
  const { cbebirr, cps } = cbebirrAddresses(url);
  return {
    payments: {
      telebirr: {
        baseUrl: `${url}/telebirr/apiaccess/payment/gateway`,
        webBaseUrl: `${url}/telebirr/payment/web/paygate?`,
        cps: cps.telebirr,
      },
      cbebirr: { ...cbebirr, push: cps.cbebirr },
      webirr: { baseUrl: `${url}/webirr` },
      chapa: { baseUrl: `${url}/chapa/v1`, checkoutOrigin: new URL(url).origin },
    },
    notifications: { afromessage: { baseUrl: `${url}/afromessage/api` } },
  };
}

type Nested = { [name: string]: string | Nested };

/** Writes `addresses` into `keys`, at whatever depth they stand; what `keys` has not is left out. */
export function placeAddresses(keys: object, addresses: Nested): void {
  for (const [name, address] of Object.entries(addresses)) {
    const known: unknown = (keys as Record<string, unknown>)[name];
    if (typeof address === 'string') (keys as Record<string, unknown>)[name] = address;
    else if (typeof known === 'object' && known !== null) placeAddresses(known, address);
  }
}

/** The same keys, for a sandbox that answers at `url`. */
export function keysAt(url: string, keys: SandboxKeys): SandboxKeys {
  const moved = structuredClone(keys);
  const { payments, notifications } = sandboxAddresses(url);
  placeAddresses(moved.payments, payments);
  placeAddresses(moved.notifications, notifications);
  return moved;
}

export type PemPair = { publicKey: string; privateKey: string };

/** A new RSA pair; it takes a tenth of a second. */
export const generatePair = (): PemPair =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

/**
 * Makes new keys for both sides.
 * @param url address of the sandbox as the product and the browser reach it
 * @param pair makes the RSA pairs; one that makes nothing gives the shape of the keys alone, quickly
 */
export function generateSandboxKeys(url = 'http://localhost:8090', pair: () => PemPair = generatePair): SandboxKeys {
  const merchant = pair();
  const provider = pair();
  const addresses = sandboxAddresses(url);
  const key = (): string => randomBytes(32).toString('base64url');
  const shared = {
    fabricAppId: randomUUID(),
    appSecret: randomBytes(16).toString('hex'),
    merchantAppId: '1000000000000001',
    merchantCode: '100001',
  };
  const sms = { token: key(), sender: 'StanStore', identifier: randomUUID() };
  const webirr = { apiKey: key(), merchantId: String(randomInt(1000, 10_000)), authKey: key() };
  const { sandbox: more, cbebirr, telebirrCps } = generateCbebirrKeys(url);
  const chapa = { secretKey: `CHASECK_TEST-${randomBytes(16).toString('hex')}`, webhookSecret: key() };
  return {
    sandbox: {
      telebirr: { ...shared, merchantPublicKey: merchant.publicKey, privateKey: provider.privateKey },
      afromessage: sms,
      webirr,
      chapa,
      ...more,
    },
    payments: {
      telebirr: {
        ...addresses.payments.telebirr,
        ...shared,
        privateKey: merchant.privateKey,
        telebirrPublicKey: provider.publicKey,
        cps: telebirrCps,
      },
      cbebirr,
      webirr: { ...addresses.payments.webirr, ...webirr },
      chapa: { ...addresses.payments.chapa, ...chapa },
      checkoutKey: key(),
    },
    notifications: { afromessage: { ...addresses.notifications.afromessage, ...sms, callbackKey: key() } },
  };
}
