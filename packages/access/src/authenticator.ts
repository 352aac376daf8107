// Token or cookie → who is asking. Tokens are verified locally with auth's public keys.
import cookie from '@fastify/cookie';
import jwt from '@fastify/jwt';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';
import type { Principal } from '@windsurf/contracts/principal';
import { busyNow, notSignedIn, wrongOrigin } from '@windsurf/contracts/problem';
import { accessCookie } from './cookies.ts';
import { KeysUnavailable } from './keys.ts';
import type { KeySource } from './keys.ts';
import { verifyServiceToken } from './service-token.ts';

/** Claims of an access token. `sub` is the person, `cid` the creator she may act for. */
export type AccessClaims = {
  readonly sub: string;
  readonly sid: string;
  readonly cid: string | null;
  readonly op: boolean;
  readonly csrf: string;
  readonly exp: number;
};
export const issuer = 'stan-store-windsurf';

export type AuthenticatorOptions = {
  readonly service: string;
  readonly keys: KeySource;
  /** shared.serviceTokenKey, base64url; a function while keys may be replaced: each of its answers is accepted. */
  readonly serviceTokenKey: string | (() => readonly string[]);
  readonly appOrigin: string;
  readonly storeOrigin: string;
  readonly now?: () => Date;
};
export type Authenticator = {
  /** Registers what verifying needs; call once, before the routes. */
  register(app: FastifyInstance): Promise<void>;
  authenticate(request: FastifyRequest): Promise<Principal>;
  guardChange(request: FastifyRequest, principal: Principal, csrf: string | undefined): void;
};

const same = (a: string, b: string): boolean => {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
};

/** fast-jwt wraps what its key lookup threw; the reason is somewhere below. */
function keysWereUnavailable(error: unknown): boolean {
  for (let at = error, deep = 0; at instanceof Error && deep < 5; deep += 1) {
    if (at instanceof KeysUnavailable) return true;
    at = (at as { originalError?: unknown }).originalError ?? at.cause;
  }
  return false;
}

/** What the route declared, see service-kit/route. */
const isPublic = (request: FastifyRequest): boolean =>
  (request.routeOptions?.config as { access?: unknown } | undefined)?.access === 'public';

export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const now = options.now ?? (() => new Date());
  const origins = new Set([options.appOrigin, options.storeOrigin]);
  let verify: ((token: string) => AccessClaims | Promise<AccessClaims>) | undefined;

  const personOf = (claims: AccessClaims, via: 'cookie' | 'bearer'): Principal => ({
    kind: 'person',
    personId: claims.sub,
    sessionId: claims.sid,
    creatorId: claims.cid,
    operator: claims.op,
    csrf: claims.csrf,
    via,
  });

  return {
    async register(app) {
      await app.register(cookie);
      await app.register(jwt, {
        // The key is chosen by the token's `kid` among auth's published ones.
        secret: async (token: unknown) => {
          const kid = (token as { header?: { kid?: unknown } }).header?.kid;
          return await options.keys.publicKey(typeof kid === 'string' ? kid : '');
        },
        decode: { complete: true },
        verify: { algorithms: ['EdDSA'], allowedIss: issuer, requiredClaims: ['sub', 'sid', 'csrf', 'exp'] },
      });
      verify = (token) => app.jwt.verify<AccessClaims>(token);
    },
    async authenticate(request) {
      const header = request.headers.authorization;
      const bearer = header?.startsWith('Bearer ') === true ? header.slice(7) : undefined;
      if (bearer?.startsWith('s1.') === true) {
        const keys = typeof options.serviceTokenKey === 'string' ? options.serviceTokenKey : options.serviceTokenKey();
        const service = verifyServiceToken(keys, bearer, options.service, now());
        if (service === undefined) throw notSignedIn();
        return { kind: 'service', service };
      }
      const token = bearer ?? request.cookies[accessCookie];
      if (token === undefined || token === '') return { kind: 'nobody' };
      if (!verify) throw new Error('the authenticator was not registered');
      try {
        return personOf(await verify(token), bearer === undefined ? 'cookie' : 'bearer');
      } catch (error) {
        // A cookie that cannot be verified is no reason to refuse what is open to everybody: receipts and stores are
        // there while auth is not. Elsewhere not to know her is our trouble, not hers: 503, and she stays signed in.
        if (keysWereUnavailable(error) && (bearer !== undefined || !isPublic(request))) {
          throw busyNow({}, { retryAfter: 2, cause: error });
        }
        // Nor is a stale cookie; a bearer token was meant.
        if (bearer === undefined) return { kind: 'nobody' };
        throw notSignedIn({}, { cause: error });
      }
    },
    guardChange(request, principal, csrf) {
      const origin = request.headers.origin;
      if (origin !== undefined && !origins.has(origin)) throw wrongOrigin();
      if (origin === undefined && request.headers['sec-fetch-site'] === 'cross-site') throw wrongOrigin();
      if (principal.kind === 'person' && principal.via === 'cookie') {
        if (csrf === undefined || !same(csrf, principal.csrf)) throw wrongOrigin();
      }
    },
  };
}
