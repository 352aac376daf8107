// Generated from the database: run `npm run db` after a migration, and do not edit.
import type { Generated } from '@windsurf/db/columns';

export interface DB {
  'auth.codeCaps': {
    kind: 'number-hour' | 'number-day' | 'address-hour' | 'address-day' | 'prefix-hour' | 'platform-day';
    who: string;
    windowStart: Date;
    count: number;
  };
  'auth.codeLocks': {
    phoneHash: string;
    lockedUntil: Date;
  };
  'auth.codes': {
    id: Generated<string>;
    phoneHash: string;
    digest: string;
    tries: Generated<number>;
    createdAt: Date;
    expiresAt: Date;
    usedAt: Date | null;
    purpose: Generated<'sign-in' | 'payout-account'>;
  };
  'auth.people': {
    id: Generated<string>;
    phoneHash: string;
    phoneSealed: string;
    phoneHint: string;
    lang: Generated<'am' | 'en'>;
    creator: Generated<boolean>;
    operator: Generated<boolean>;
    createdAt: Generated<Date>;
  };
  'auth.refreshTokens': {
    digest: string;
    sessionId: string;
    issuedAt: Date;
    usedAt: Date | null;
  };
  'auth.sessions': {
    id: Generated<string>;
    personId: string;
    csrf: string;
    device: string;
    createdAt: Date;
    lastSeenAt: Date;
    expiresAt: Date;
    revokedAt: Date | null;
  };
  'auth.stepUps': {
    digest: string;
    personId: string;
    sessionId: string;
    purpose: 'payout-account';
    issuedAt: Date;
    expiresAt: Date;
    usedAt: Date | null;
  };
}
