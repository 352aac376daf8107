import fc from 'fast-check';
import t from 'tap';
import { signServiceToken, verifyServiceToken } from './service-token.ts';

const key = Buffer.alloc(32, 7).toString('base64url');
const other = Buffer.alloc(32, 8).toString('base64url');
const now = new Date('2026-11-20T06:00:00Z');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

t.test('a service token names its caller to its audience, for a minute', async (t) => {
  const token = signServiceToken(key, 'store-builder', 'payments', now);
  t.equal(verifyServiceToken(key, token, 'payments', now), 'store-builder');
  t.equal(verifyServiceToken(key, token, 'payments', later(60)), 'store-builder');
  t.equal(verifyServiceToken(key, token, 'payments', later(61)), undefined, 'over');
  t.equal(verifyServiceToken(key, token, 'payments', later(-61)), undefined, 'from a clock that runs ahead');
  t.equal(verifyServiceToken(key, token, 'delivery', now), undefined, 'another audience');
  t.equal(verifyServiceToken(other, token, 'payments', now), undefined, 'another key');
  t.equal(verifyServiceToken([], token, 'payments', now), undefined, 'no key');
  t.equal(verifyServiceToken([other, key], token, 'payments', now), 'store-builder', 'the key before this one');
  t.equal(verifyServiceToken(key, `${token}.more`, 'payments', now), undefined, 'with something behind it');
  t.throws(() => signServiceToken(key, 'a.b', 'payments', now), RangeError);
  t.throws(() => signServiceToken(key, 'auth', '', now), RangeError);
});

t.test('no changed, shortened or lengthened service token passes', async () => {
  const token = signServiceToken(key, 'auth', 'payments', now);
  const alphabet = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.=+/ '];
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...alphabet), fc.nat(2), (at, letter, how) => {
      const keep = how === 0 ? at : at + 1;
      const forged =
        how === 2 ? token.slice(0, at) : token.slice(0, at) + letter + token.slice(keep === at ? at : keep);
      return forged === token || verifyServiceToken(key, forged, 'payments', now) === undefined;
    }),
    { numRuns: 5000 },
  );
  fc.assert(
    fc.property(fc.string(), fc.string(), (head, tail) =>
      head + tail === '' ? true : verifyServiceToken(key, head + token + tail, 'payments', now) === undefined,
    ),
  );
});
