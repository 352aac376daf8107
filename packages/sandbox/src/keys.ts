import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { SmsConfig } from './afromessage.ts';
import type { CbebirrConfig } from './cbebirr.ts';
import { cbebirrAddresses, type CbebirrKeys, type CpsKeys, generateCbebirrKeys } from './cbebirr-keys.ts';
import type { CpsConfigs } from './cps-both.ts';
import type { TelebirrConfig } from './telebirr.ts';

/** What the sandbox itself must know; the secret `windsurf/sandbox`. */
export type SandboxConfig = {
  telebirr: TelebirrConfig;
  afromessage: SmsConfig;
  cbebirr: CbebirrConfig;
  cps: CpsConfigs;
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
    checkoutKey: string;
  };
  notifications: { afromessage: SmsConfig & { baseUrl: string; callbackKey: string } };
};

/** Where the product finds the sandbox's rails, when the sandbox answers at `url`. */
export function sandboxAddresses(url: string) {
  return {
    telebirr: {
      baseUrl: `${url}/telebirr/apiaccess/payment/gateway`,
      webBaseUrl: `${url}/telebirr/payment/web/paygate?`,
    },
    afromessage: { baseUrl: `${url}/afromessage/api` },
    ...cbebirrAddresses(url),
  };
}

/**
 * Makes new keys for both sides.
 * @param url address of the sandbox as the product and the browser reach it
 */
export function generateSandboxKeys(url = 'http://localhost:8090'): SandboxKeys {
  const pair = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
  const merchant = pair();
  const provider = pair();
  const addresses = sandboxAddresses(url);
  const shared = {
    fabricAppId: randomUUID(),
    appSecret: randomBytes(16).toString('hex'),
    merchantAppId: '1000000000000001',
    merchantCode: '100001',
  };
  const sms = { token: randomBytes(32).toString('base64url'), sender: 'StanStore', identifier: randomUUID() };
  const key = (): string => randomBytes(32).toString('base64url');
  const made = generateCbebirrKeys(url);
  return {
    sandbox: {
      telebirr: { ...shared, merchantPublicKey: merchant.publicKey, privateKey: provider.privateKey },
      afromessage: sms,
      ...made.sandbox,
    },
    payments: {
      telebirr: {
        ...addresses.telebirr,
        ...shared,
        privateKey: merchant.privateKey,
        telebirrPublicKey: provider.publicKey,
        cps: made.telebirrCps,
      },
      cbebirr: made.cbebirr,
      checkoutKey: key(),
    },
    notifications: { afromessage: { ...addresses.afromessage, ...sms, callbackKey: key() } },
  };
}
