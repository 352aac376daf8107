// Signing access tokens: only auth does.
import jwt from '@fastify/jwt';
import type { FastifyInstance } from 'fastify';
import { createPublicKey } from 'node:crypto';
import type { AccessClaims } from './authenticator.ts';
import { issuer } from './authenticator.ts';

/** Registers the signing key and returns what signs with it; lives beside the verifier under its own name. */
export async function registerIssuer(
  app: FastifyInstance,
  signing: { readonly key: string; readonly kid: string },
): Promise<(claims: Omit<AccessClaims, 'exp'>, lifeSeconds: number) => string> {
  await app.register(jwt, {
    namespace: 'issuer',
    jwtVerify: 'issuerVerify',
    jwtSign: 'issuerSign',
    secret: {
      private: signing.key,
      public: createPublicKey(signing.key).export({ type: 'spki', format: 'pem' }).toString(),
    },
    sign: { algorithm: 'EdDSA', iss: issuer, kid: signing.kid },
  });
  const named = (app.jwt as unknown as { issuer: { sign(claims: object, options: object): string } }).issuer;
  return (claims, lifeSeconds) => named.sign(claims, { expiresIn: lifeSeconds });
}

/** The public half of a signing key, for verifying one's own tokens. */
export const publicKeyOf = (key: string): string =>
  createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
