// Generated from the database: run `npm run db` after a migration, and do not edit.
import type { Generated, Json } from '@windsurf/db/columns';

export interface DB {
  'auth.audit': {
    id: Generated<string>;
    at: Date;
    operatorId: string;
    what: string;
    about: string;
    reason: string;
    facts: Json;
  };
  'auth.auditLogs': {
    seq: Generated<number>;
    at: Date;
    actorKind: 'user' | 'admin' | 'system';
    actorId: string | null;
    action: string;
    entity: string;
    reason: Generated<string>;
    before: Json | null;
    after: Json | null;
    ip: string | null;
    requestId: string | null;
    previous: Generated<string>;
    hash: Generated<string>;
  };
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
  'auth.flags': {
    name: string;
    enabled: boolean;
    percent: number;
    creators: string[];
    platforms: string[];
    version: number;
    changedAt: Date;
  };
  'auth.notices': {
    id: string;
    kind: 'maintenance' | 'trouble';
    components: string[];
    startsAt: Date;
    endsAt: Date | null;
    saidAm: string;
    saidEn: string;
    reason: string;
    announcedAt: Date;
    operatorId: string;
    endedAt: Date | null;
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
