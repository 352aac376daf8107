import { constants, createHash, generateKeyPairSync, sign } from 'node:crypto';
import { KEYUTIL, KJUR, hextob64, b64tohex } from 'jsrsasign';
import t from 'tap';
import { canonicalText, isSignedBy, readPrivateKey, readPublicKey, signText } from './telebirr-signature.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const nonce_str = '0123456789ABCDEFGHIJKLMNOPQRSTUV';
const timestamp = '1767225600';
const order = { appid: '1000000000000001', merch_code: '100001', merch_order_id: 'ORD000000000001' };
const signed = { sign: 'x', sign_type: 'SHA256WithRSA' };
const preOrder = {
  timestamp,
  nonce_str,
  method: 'payment.preorder',
  version: '1.0',
  biz_content: {
    notify_url: 'https://shop.example.et/pay/telebirr/notify',
    redirect_url: 'https://shop.example.et/pay/return',
    ...order,
    trade_type: 'Checkout',
    title: 'Tea 250g',
    total_amount: '150.50',
    trans_currency: 'ETB',
    timeout_express: '30m',
    business_type: 'BuyGoods',
    payee_identifier: '100001',
    payee_identifier_type: '04',
    payee_type: '5000',
    callback_info: '',
  },
  ...signed,
};
const V1 =
  'appid=1000000000000001&business_type=BuyGoods&merch_code=100001&merch_order_id=ORD000000000001&method=payment.preorder&nonce_str=0123456789ABCDEFGHIJKLMNOPQRSTUV&notify_url=https://shop.example.et/pay/telebirr/notify&payee_identifier=100001&payee_identifier_type=04&payee_type=5000&redirect_url=https://shop.example.et/pay/return&timeout_express=30m&timestamp=1767225600&title=Tea 250g&total_amount=150.50&trade_type=Checkout&trans_currency=ETB&version=1.0';

const vectors: [name: string, message: Record<string, unknown>, hash: string][] = [
  ['V1 preOrder', preOrder, 'b8c3d024d4aae602bc28eda04c2ff2c9174ba07a32d89806c176c477c7a2193b'],
  [
    'V2 rawRequest',
    {
      appid: order.appid,
      merch_code: order.merch_code,
      nonce_str,
      prepay_id: '0001000000000000000000000000000001',
      timestamp,
      ...signed,
    },
    'b81b911777870584001859f6543ea2ca855e5cb9449cddb78c70d3e047c77363',
  ],
  [
    'V3 queryOrder',
    { timestamp, nonce_str, method: 'payment.queryorder', version: '1.0', biz_content: order, ...signed },
    'b424883f4e422f83bb2aa489f2bc69e215673ba34ebf8babe05e9e5fc0fada2d',
  ],
  [
    'V4 refund with an Amharic reason',
    {
      timestamp,
      nonce_str,
      method: 'payment.refund',
      version: '1.0',
      biz_content: {
        ...order,
        refund_request_no: 'RF000000000001',
        actual_amount: '50.00',
        trans_currency: 'ETB',
        refund_reason: 'ዕቃ ተመልሷል',
      },
    },
    '170656619d1776adfe541b4c208ae8bd18bd2a6ce2f0b98e33151ae6f58750ca',
  ],
  [
    'V5 notification',
    {
      ...order,
      notify_url: 'https://shop.example.et/pay/telebirr/notify',
      notify_time: '1767225720123',
      payment_order_id: '00801100000000000000000001',
      total_amount: '150.50',
      trans_id: 'DA10ABCDEF',
      trans_currency: 'ETB',
      trade_status: 'Completed',
      trans_end_time: '1767225719000',
      ...signed,
    },
    '3b1688c4e278d75be96870503ffbdf4229a9d866464f25a23bae8832c10ddb05',
  ],
  [
    'V6 ordering and dropping',
    {
      timestamp,
      nonce_str,
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
    'eafad130036be50468df29861f757543b2e65adde0ab294676f7d84b4dc88280',
  ],
];

t.test('the canonical text is the one of the protocol, vector by vector', async (t) => {
  t.equal(canonicalText(preOrder), V1);
  for (const [name, message, hash] of vectors) t.equal(sha256(canonicalText(message)), hash, name);
});

const spki =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAux8e8P29yOjM5eD6nidOnQ9CMgjX4fmaVzTIpGvWiibklBcCLmDbye/eGcTM0wlfWDE3Ra7rqYk7g1yjer5AEyaQ1tiDgn3GxXy4ee3dCY/Q4+bF99cUDG+4x9haNoMFxPAbN/ZLf5rqbLn4H5Rv9juNaWCEDXC9LzmoCVygIsvaA8GdzC4p/FnXIFAw5v+uQezPUNNPLjPRVABj6uenhBv9G3FB7vbJROhwnuXveUXhjcjDNgiItfDmQiw+dH26SbqNmJ0WpuhFcP40e9JGZUtmBeMK4vFQjsmp01p/GotZljxpEpyIVQR1Gy1XvvZ/qhT+IyxEiGynjGFmHpyPVQIDAQAB';
const pssSignature =
  'fG0lHnb4uZo7u0WOBpQpXbTVRu48me/yAStx0O3N/7EC2yjcmJsCIkhr84z2X14VNRLdaf2cbBx434u4W16jJh2XnRS+PCBk9I076zFTaNtrKPXlyDcaDHTUyPfFinR/fbF7Gi4aanVLEYNb5iHhdTUXJQQswBh/OMIF50dgHer7KbnCr7yU38c8gQRMqKcWXQJa41Wofmi0YX1Qd1UJwAgFqOtOB2RJcrdBG3ZKg7M4gF2i5rGQ+EPelXTkVBveEyCZitExbisrhypQymduj0PYdLd4IqAo5YMr2Fupi/NxkyHgQpZUN2ZFNkAwk/T2rCcgTLxpy87+FRZELWHBnA==';
const pkcs1Signature =
  'l7F3RuAy/MyXqQk8wTLNmwJCzOa0M1w7F1MwBNS7fZ3c4Vcz9DQ4GkRDvDQVC5Han1c1s3xNGsJe2KKIQzPLQwhgI5xuIwtpfRmuxiNyKbckY3ine7rLac+zA/6RVgdS5VZ0QAcNLYqtbMc3La7nJzbaKQh6Xzn77ixMwKKdT95Yci0iCQk7r4Tm8QQw0jCNlcMoj5VJvCIbRbY1PLcMrkBNXXAujLzQAbg2NVk/4gBRzRTO3TM0Y0SJOTP2qWbALRVStcfEF/Izj6y5Yq4e+RQQp53/8nfcEXEo21nRDmMdDDb/7XC/xQ8SENKfLMROgdMzEq0NHTihYPINDLD1Hw==';

t.test('V7: the PSS signature of others verifies, the PKCS#1 one only when a switch allows it', async (t) => {
  const key = readPublicKey(spki);
  t.ok(isSignedBy(key, V1, pssSignature));
  t.notOk(isSignedBy(key, V1, pkcs1Signature));
  t.ok(isSignedBy(key, V1, pkcs1Signature, { allowPkcs1: true }));
});

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privatePem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicPem = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();

t.test('jsrsasign, which the provider hands out, and this code accept each other', async (t) => {
  const algorithm = { alg: 'SHA256withRSAandMGF1' };
  const theirs = new KJUR.crypto.Signature(algorithm);
  theirs.init(privatePem);
  theirs.updateHex(Buffer.from(V1).toString('hex'));
  t.ok(isSignedBy(readPublicKey(publicPem), V1, hextob64(theirs.sign())));
  const amharic = 'title=ዕቃ ተመልሷል';
  const verifier = new KJUR.crypto.Signature(algorithm);
  verifier.init(KEYUTIL.getKey(publicPem));
  verifier.updateHex(Buffer.from(amharic).toString('hex'));
  t.ok(verifier.verify(b64tohex(signText(amharic, readPrivateKey(privatePem)))));
});

t.test('keys are read as PEM and as bare base64 of DER', async (t) => {
  const bare = {
    private: pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    public: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  };
  t.ok(isSignedBy(readPublicKey(bare.public), 'a=1', signText('a=1', readPrivateKey(privatePem))));
  t.ok(isSignedBy(readPublicKey(publicPem), 'a=1', signText('a=1', readPrivateKey(bare.private))));
});

t.test('every signature of the negative set fails', async (t) => {
  const key = readPublicKey(publicPem);
  const own = signText(V1, pair.privateKey);
  const pss = (saltLength: number): string =>
    sign('sha256', Buffer.from(V1), {
      key: pair.privateKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength,
    }).toString('base64');
  const sha1Mgf = new KJUR.crypto.Signature({ alg: 'SHA1withRSAandMGF1' });
  sha1Mgf.init(privatePem);
  sha1Mgf.updateString(V1);
  t.ok(isSignedBy(key, V1, own), 'the untouched one passes');
  const wrong: [string, string, unknown][] = [
    ['another amount', V1.replace('150.50', '150.51'), own],
    [
      'swapped fields',
      V1.replace(
        '&payee_identifier=100001&payee_identifier_type=04',
        '&payee_identifier_type=04&payee_identifier=100001',
      ),
      own,
    ],
    ['encoded addresses', V1.replaceAll('https://', 'https%3A%2F%2F'), own],
    ['sign_type in the text', `${V1}&sign_type=SHA256WithRSA`, own],
    ['salt of 222', V1, pss(222)],
    ['salt of 20', V1, pss(20)],
    ['SHA-1', V1, hextob64(sha1Mgf.sign())],
    ['base64url', V1, Buffer.from(own, 'base64').toString('base64url')],
    ['no padding', V1, own.replaceAll('=', '')],
    ['nothing', V1, undefined],
    ['empty', V1, ''],
    ['another key', V1, signText(V1, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)],
  ];
  for (const [name, text, signature] of wrong) t.notOk(isSignedBy(key, text, signature), name);
});
