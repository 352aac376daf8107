import fc from 'fast-check';
import { KEYUTIL, KJUR } from 'jsrsasign';
import { spawnSync } from 'node:child_process';
import { constants, generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { canonicalText, privateKeyOf, publicKeyOf, signText, verifyMessage, verifyText } from './telebirr-signature.ts';

const stamps = { timestamp: '1767225600', nonce_str: '0123456789ABCDEFGHIJKLMNOPQRSTUV' };
const merchant = { appid: '1000000000000001', merch_code: '100001' };
const preOrder = {
  ...stamps,
  method: 'payment.preorder',
  version: '1.0',
  biz_content: {
    notify_url: 'https://shop.example.et/pay/telebirr/notify',
    redirect_url: 'https://shop.example.et/pay/return',
    ...merchant,
    merch_order_id: 'ORD000000000001',
    trade_type: 'Checkout',
    title: 'Tea 250g',
    total_amount: '150.50',
    trans_currency: 'ETB',
    timeout_express: '30m',
    business_type: 'BuyGoods',
    payee_identifier: '100001',
    payee_identifier_type: '04',
    payee_type: '5000',
  },
  sign: 'x',
  sign_type: 'SHA256WithRSA',
};
const notice = {
  notify_url: 'https://shop.example.et/pay/telebirr/notify',
  ...merchant,
  notify_time: '1767225720123',
  merch_order_id: 'ORD000000000001',
  payment_order_id: '00801100000000000000000001',
  total_amount: '150.50',
  trans_id: 'DA10ABCDEF',
  trans_currency: 'ETB',
  trade_status: 'Completed',
  trans_end_time: '1767225719000',
};
const vectors: readonly [string, Record<string, unknown>, number, string][] = [
  ['V1 preOrder', preOrder, 456, 'b8c3d024d4aae602bc28eda04c2ff2c9174ba07a32d89806c176c477c7a2193b'],
  [
    'V1 with an empty callback_info',
    { ...preOrder, biz_content: { ...preOrder.biz_content, callback_info: '' } },
    456,
    'b8c3d024d4aae602bc28eda04c2ff2c9174ba07a32d89806c176c477c7a2193b',
  ],
  [
    'V2 rawRequest',
    { ...merchant, ...stamps, prepay_id: '0001000000000000000000000000000001' },
    149,
    'b81b911777870584001859f6543ea2ca855e5cb9449cddb78c70d3e047c77363',
  ],
  [
    'V3 queryOrder',
    {
      ...stamps,
      method: 'payment.queryorder',
      version: '1.0',
      biz_content: { ...merchant, merch_order_id: 'ORD000000000001' },
    },
    173,
    'b424883f4e422f83bb2aa489f2bc69e215673ba34ebf8babe05e9e5fc0fada2d',
  ],
  [
    'V4 refund with an Amharic reason',
    {
      ...stamps,
      method: 'payment.refund',
      version: '1.0',
      biz_content: {
        ...merchant,
        merch_order_id: 'ORD000000000001',
        refund_request_no: 'RF000000000001',
        actual_amount: '50.00',
        trans_currency: 'ETB',
        refund_reason: 'ዕቃ ተመልሷል',
      },
    },
    278,
    '170656619d1776adfe541b4c208ae8bd18bd2a6ce2f0b98e33151ae6f58750ca',
  ],
  ['V5 notice', notice, 307, '3b1688c4e278d75be96870503ffbdf4229a9d866464f25a23bae8832c10ddb05'],
  [
    'V6 ordering and dropping',
    {
      ...stamps,
      method: 'payment.preorder',
      version: '1.0',
      biz_content: {
        b: '2',
        a: '1',
        mandate_data: { mctContractNo: 'C1', executeTime: '2026-01-02' },
        sign: 'x',
        Z: '9',
        _u: '5',
        empty: '',
        nul: null,
        zero: 0,
      },
    },
    163,
    'eafad130036be50468df29861f757543b2e65adde0ab294676f7d84b4dc88280',
  ],
];

t.test('the signed text is that of the vectors V1 to V6, to the byte', async (t) => {
  for (const [name, message, bytes, sha256] of vectors) {
    const text = canonicalText(message);
    t.equal(Buffer.byteLength(text), bytes, name);
    t.equal(hash('sha256', text), sha256, name);
  }
});

const v7 = {
  key: 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAux8e8P29yOjM5eD6nidOnQ9CMgjX4fmaVzTIpGvWiibklBcCLmDbye/eGcTM0wlfWDE3Ra7rqYk7g1yjer5AEyaQ1tiDgn3GxXy4ee3dCY/Q4+bF99cUDG+4x9haNoMFxPAbN/ZLf5rqbLn4H5Rv9juNaWCEDXC9LzmoCVygIsvaA8GdzC4p/FnXIFAw5v+uQezPUNNPLjPRVABj6uenhBv9G3FB7vbJROhwnuXveUXhjcjDNgiItfDmQiw+dH26SbqNmJ0WpuhFcP40e9JGZUtmBeMK4vFQjsmp01p/GotZljxpEpyIVQR1Gy1XvvZ/qhT+IyxEiGynjGFmHpyPVQIDAQAB',
  pss: 'fG0lHnb4uZo7u0WOBpQpXbTVRu48me/yAStx0O3N/7EC2yjcmJsCIkhr84z2X14VNRLdaf2cbBx434u4W16jJh2XnRS+PCBk9I076zFTaNtrKPXlyDcaDHTUyPfFinR/fbF7Gi4aanVLEYNb5iHhdTUXJQQswBh/OMIF50dgHer7KbnCr7yU38c8gQRMqKcWXQJa41Wofmi0YX1Qd1UJwAgFqOtOB2RJcrdBG3ZKg7M4gF2i5rGQ+EPelXTkVBveEyCZitExbisrhypQymduj0PYdLd4IqAo5YMr2Fupi/NxkyHgQpZUN2ZFNkAwk/T2rCcgTLxpy87+FRZELWHBnA==',
  pkcs1:
    'l7F3RuAy/MyXqQk8wTLNmwJCzOa0M1w7F1MwBNS7fZ3c4Vcz9DQ4GkRDvDQVC5Han1c1s3xNGsJe2KKIQzPLQwhgI5xuIwtpfRmuxiNyKbckY3ine7rLac+zA/6RVgdS5VZ0QAcNLYqtbMc3La7nJzbaKQh6Xzn77ixMwKKdT95Yci0iCQk7r4Tm8QQw0jCNlcMoj5VJvCIbRbY1PLcMrkBNXXAujLzQAbg2NVk/4gBRzRTO3TM0Y0SJOTP2qWbALRVStcfEF/Izj6y5Yq4e+RQQp53/8nfcEXEo21nRDmMdDDb/7XC/xQ8SENKfLMROgdMzEq0NHTihYPINDLD1Hw==',
};

t.test('V7: PSS is taken, PKCS#1 v1.5 only where it is switched on', async (t) => {
  const key = publicKeyOf(v7.key);
  const text = canonicalText(preOrder);
  for (const padding of ['pss', 'pss-32'] as const) {
    t.ok(verifyText(text, v7.pss, key, padding), padding);
    t.notOk(verifyText(text, v7.pkcs1, key, padding), padding);
  }
  t.ok(verifyText(text, v7.pkcs1, key, 'pkcs1'));
  t.ok(verifyText(text, v7.pss, key, 'pkcs1'));
});

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });

t.test('each change of text, padding or writing is refused', async (t) => {
  const text = canonicalText(preOrder);
  const good = signText(text, pair.privateKey);
  const takes = (said: string, signature: unknown): boolean => verifyText(said, signature, pair.publicKey, 'pss-32');
  t.ok(takes(text, good), 'the check can succeed');
  const parts = text.split('&');
  const swapped = [parts[1], parts[0], ...parts.slice(2)].join('&');
  const encoded = parts.map((p) => p.replace(/=(.*)$/, (_, v: string) => `=${encodeURIComponent(v)}`)).join('&');
  const data = Buffer.from(text);
  const pss = { key: pair.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING };
  const long = sign('sha256', data, { ...pss, saltLength: 222 }).toString('base64');
  const sha1 = new KJUR.crypto.Signature({ alg: 'SHA1withRSAandMGF1' });
  sha1.init(KEYUTIL.getKey(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()));
  sha1.updateString(text);
  const negatives: readonly [string, string, unknown][] = [
    ['another amount', text.replace('150.50', '150.51'), good],
    ['two fields swapped', swapped, good],
    ['values percent-encoded', encoded, good],
    ['sign_type appended', `${text}&sign_type=SHA256WithRSA`, good],
    ['a salt of 222 bytes', text, long],
    ['MGF with SHA-1', text, Buffer.from(sha1.sign(), 'hex').toString('base64')],
    ['base64url', text, Buffer.from(good, 'base64').toString('base64url')],
    ['base64url with padding', text, `${Buffer.from(good, 'base64').toString('base64url')}==`],
    ['nothing', text, ''],
    ['no text', text, 5],
    ['another key', text, signText(text, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)],
  ];
  for (const [name, said, signature] of negatives) {
    if (name.startsWith('base64url') && !/[+/]/.test(good)) continue;
    t.notOk(takes(said, signature), name);
  }
  t.ok(verifyText(text, long, pair.publicKey, 'pss'), 'any salt, where that is configured');
});

t.test('jsrsasign, which the provider signs with, and this code take each other’s signatures', async (t) => {
  const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const privatePem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  for (const [name, message] of vectors) {
    const text = canonicalText(message);
    const theirs = new KJUR.crypto.Signature({ alg: 'SHA256withRSAandMGF1' });
    theirs.init(KEYUTIL.getKey(privatePem));
    theirs.updateHex(Buffer.from(text).toString('hex'));
    const signature = Buffer.from(theirs.sign(), 'hex').toString('base64');
    t.ok(verifyText(text, signature, pair.publicKey, 'pss-32'), `${name}: theirs`);
    const checker = new KJUR.crypto.Signature({ alg: 'SHA256withRSAandMGF1' });
    checker.init(KEYUTIL.getKey(publicPem));
    checker.updateHex(Buffer.from(text).toString('hex'));
    t.ok(checker.verify(Buffer.from(signText(text, pair.privateKey), 'base64').toString('hex')), `${name}: ours`);
  }
});

t.test('a notice is taken under both spellings of the transaction id', async (t) => {
  const { trans_id, ...rest } = notice;
  const signature = signText(canonicalText(notice), pair.privateKey);
  t.ok(verifyMessage({ ...notice, sign: signature }, pair.publicKey, 'pss'));
  t.ok(verifyMessage({ ...rest, transId: trans_id, sign: signature }, pair.publicKey, 'pss'), 'transId on the wire');
  const camel = signText(canonicalText({ ...rest, transId: trans_id }), pair.privateKey);
  t.ok(verifyMessage({ ...rest, transId: trans_id, sign: camel }, pair.publicKey, 'pss'));
  t.notOk(verifyMessage({ ...rest, transId: 'DA10ABCDEX', sign: signature }, pair.publicKey, 'pss'));
});

t.test('what was signed verifies, and one changed byte does not, for any fields', async (t) => {
  let seen = 0;
  const value = fc.oneof(fc.string({ maxLength: 20 }), fc.integer(), fc.boolean(), fc.constant(null));
  const fields = fc.dictionary(fc.string({ minLength: 1, maxLength: 12 }), value, { maxKeys: 6 });
  fc.assert(
    fc.property(fields, fields, (top, inner) => {
      seen += 1;
      const message = { ...top, biz_content: inner, keep: 'x' };
      const text = canonicalText(message);
      const signature = signText(text, pair.privateKey);
      // The order in which fields were written does not matter.
      const turned = Object.fromEntries(Object.entries(message).toReversed());
      return (
        canonicalText(turned) === text &&
        verifyText(text, signature, pair.publicKey, 'pss-32') &&
        !verifyText(`${text}x`, signature, pair.publicKey, 'pss')
      );
    }),
    { numRuns: 40 },
  );
  t.equal(seen, 40);
});

t.test('keys are taken as PEM and as bare base64, and errors never quote them', async (t) => {
  const pkcs8 = pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  const pkcs1 = pair.privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64');
  const spki = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const publicKeys = [
    spki,
    `${spki.slice(0, 64)}\n${spki.slice(64)}`,
    pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  ];
  for (const text of publicKeys) {
    for (const secret of [pkcs8, pkcs1, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()]) {
      const signature = Buffer.from(signText('a=1', privateKeyOf(secret)), 'base64');
      const how = { key: publicKeyOf(text), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
      t.ok(verify('sha256', Buffer.from('a=1'), how, signature));
    }
  }
  t.throws(() => privateKeyOf(`${pkcs8.slice(0, 200)}garbage`), {
    message: /^the private key of telebirr: cannot be read/,
  });
  const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
  t.throws(() => publicKeyOf(small.export({ type: 'spki', format: 'pem' }).toString()), /2048/);
});

const skip = spawnSync('openssl', ['version']).status === 0 ? false : 'there is no openssl on this machine';
t.test('openssl on the command line takes our signatures, and no other', { skip }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sign-'));
  const at = (name: string): string => join(folder, name);
  writeFileSync(at('pub.pem'), pair.publicKey.export({ type: 'spki', format: 'pem' }));
  const takes = (text: string, signature: string, salt: string): boolean => {
    writeFileSync(at('text'), text);
    writeFileSync(at('sig'), Buffer.from(signature, 'base64'));
    const options = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', `rsa_pss_saltlen:${salt}`];
    const args = ['dgst', '-sha256', '-verify', at('pub.pem'), ...options, '-signature', at('sig'), at('text')];
    return spawnSync('openssl', args, { stdio: 'ignore' }).status === 0;
  };
  for (const [name, message] of vectors) {
    const text = canonicalText(message);
    const signature = signText(text, pair.privateKey);
    t.ok(takes(text, signature, '32'), name);
    t.notOk(takes(`${text}x`, signature, '32'), `${name}: another text`);
  }
  const text = canonicalText(preOrder);
  t.notOk(takes(text, signText(text, pair.privateKey), '222'), 'another salt');
  writeFileSync(
    at('pub.pem'),
    `-----BEGIN PUBLIC KEY-----\n${v7.key.replace(/.{64}/g, '$&\n')}\n-----END PUBLIC KEY-----\n`,
  );
  t.ok(takes(text, v7.pss, '32'), 'V7');
  t.notOk(takes(text, v7.pkcs1, '32'), 'V7 as PKCS#1');
});
