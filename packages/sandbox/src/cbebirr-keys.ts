import { randomBytes, randomInt } from 'node:crypto';
import type { CbebirrConfig } from './cbebirr.ts';
import type { CpsConfigs } from './cps-both.ts';
import type { CpsConfig } from './cps-commands.ts';

/** The merchant's side of one mobile-money core. `resultKey` is the merchant's own: 32 bytes for its result addresses. */
export type CpsKeys = CpsConfig & { url: string; resultKey: string };
/** The merchant's side of CBE Birr: the mini-app, and the core for pushes and payouts. */
export type CbebirrKeys = {
  baseUrl: string;
  tillCode: string;
  companyName: string;
  hashKey: string;
  callbackFields?: string[];
  push: CpsKeys;
};

/** Where the product finds CBE Birr and both cores, when the sandbox answers at `url`. */
export const cbebirrAddresses = (url: string) => ({
  cbebirr: { baseUrl: `${url}/cbebirr` },
  cps: {
    telebirr: { url: `${url}/cps/telebirr/payment/services/APIRequestMgrService` },
    cbebirr: { url: `${url}/cps/cbebirr/payment/services/APIRequestMgrService` },
  },
});

const key = (): string => randomBytes(32).toString('base64url');
const issued = (): string => randomBytes(24).toString('base64');

const makeCps = (initiatorType: '11' | '12', thirdPartyId: string): CpsConfig => ({
  thirdPartyId,
  password: issued(),
  initiatorType,
  initiator: `operator${randomInt(10, 100)}`,
  securityCredential: issued(),
  shortCode: String(randomInt(100_000, 1_000_000)),
});

/** New keys of CBE Birr and of both cores, for the stand-in and for the merchant. */
export function generateCbebirrKeys(url: string): {
  sandbox: { cbebirr: CbebirrConfig; cps: CpsConfigs };
  cbebirr: CbebirrKeys;
  telebirrCps: CpsKeys;
} {
  const addresses = cbebirrAddresses(url);
  const cps = { telebirr: makeCps('12', 'STANSTORE'), cbebirr: makeCps('11', 'StanStore') };
  const shared = {
    tillCode: String(randomInt(1_000_000, 10_000_000)),
    companyName: 'Stan Store Windsurf',
    hashKey: randomBytes(16).toString('hex').toUpperCase(),
  };
  return {
    sandbox: { cbebirr: { ...shared, jwtKey: key() }, cps },
    cbebirr: {
      ...addresses.cbebirr,
      ...shared,
      push: { ...addresses.cps.cbebirr, ...cps.cbebirr, resultKey: key() },
    },
    telebirrCps: { ...addresses.cps.telebirr, ...cps.telebirr, resultKey: key() },
  };
}
