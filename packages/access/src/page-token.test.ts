import t from 'tap';
import { signPageToken, verifyPageToken } from './page-token.ts';

const key = Buffer.alloc(32, 7).toString('base64url');
const creatorId = '01890000-0000-7000-8000-000000000001';
const productId = '01890000-0000-7000-8000-0000000000aa';
const noon = new Date('2026-11-20T12:00:00Z');
const later = (days: number): Date => new Date(noon.getTime() + days * 86_400_000);

t.test('a page token says again what was signed, is short, and is the same all day', async (t) => {
  const store = signPageToken(key, { creatorId, kind: 'store', productId: null }, noon);
  const product = signPageToken(key, { creatorId, kind: 'product', productId }, noon);
  t.same(verifyPageToken(key, store, noon), { creatorId, kind: 'store', productId: null, issuedOn: '2026-11-20' });
  t.same(verifyPageToken(key, product, noon), { creatorId, kind: 'product', productId, issuedOn: '2026-11-20' });
  t.ok(product.length <= 120, `${product.length} characters`);
  t.equal(signPageToken(key, { creatorId, kind: 'store', productId: null }, new Date('2026-11-20T23:59:59Z')), store);
});

t.test('a page token dies after eight days and is not born tomorrow', async (t) => {
  const token = signPageToken(key, { creatorId, kind: 'store', productId: null }, noon);
  t.ok(verifyPageToken(key, token, later(8)));
  t.equal(verifyPageToken(key, token, later(9)), undefined);
  t.equal(verifyPageToken(key, token, later(-2)), undefined);
});

t.test('no changed byte, other key or other length of a page token passes', async (t) => {
  const token = signPageToken(key, { creatorId, kind: 'product', productId }, noon);
  const bytes = Buffer.from(token, 'base64url');
  let refused = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const forged = Buffer.from(bytes);
    forged[at] = (forged[at] ?? 0) ^ 1;
    if (verifyPageToken(key, forged.toString('base64url'), noon) === undefined) refused += 1;
  }
  t.equal(refused, bytes.length);
  t.equal(verifyPageToken(Buffer.alloc(32, 8).toString('base64url'), token, noon), undefined);
  for (const text of ['', 'x', token.slice(0, -4), `${token}AAAA`, 'a'.repeat(400)]) {
    t.equal(verifyPageToken(key, text, noon), undefined);
  }
  t.throws(() => signPageToken(key, { creatorId, kind: 'product', productId: null }, noon), RangeError);
  t.throws(() => signPageToken(key, { creatorId: 'x', kind: 'store', productId: null }, noon), RangeError);
});
