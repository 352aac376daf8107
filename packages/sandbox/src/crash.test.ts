import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { generateSandboxKeys, keysAt } from './keys.ts';
import { canonicalText, readPrivateKey, signText } from './telebirr-signature.ts';
import { startProcess } from './test-process.ts';
import { startTestShop } from './test-shop.ts';

const folder = await mkdtemp(join(tmpdir(), 'sandbox-crash-'));
const keys = generateSandboxKeys();
const seed = { 'windsurf/sandbox': JSON.stringify(keys.sandbox) };
const shop = await startTestShop();
t.teardown(() => shop.stop());

type Acknowledged = { bills: string[]; paid: string[]; orders: string[]; charges: string[]; sms: string[] };
const json = { 'content-type': 'application/json' };
const post = async (url: string, body: object, headers: Record<string, string> = {}) => {
  const answer = await fetch(url, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return (await answer.json()) as Record<string, unknown>;
};

/** What a busy merchant and its buyers do, until the sandbox is gone. Every list has only what was answered for. */
function makeClient(url: string) {
  const { telebirr, webirr, chapa } = keysAt(url, keys).payments;
  const sms = keysAt(url, keys).notifications.afromessage;
  const key = readPrivateKey(telebirr.privateKey);
  const done: Acknowledged = { bills: [], paid: [], orders: [], charges: [], sms: [] };
  const who = { appid: telebirr.merchantAppId, merch_code: telebirr.merchantCode };
  const token = post(
    `${telebirr.baseUrl}/payment/v1/token`,
    { appSecret: telebirr.appSecret },
    { 'X-APP-Key': telebirr.fabricAppId },
  );
  const order = async (id: string): Promise<void> => {
    const message = {
      timestamp: '1795161600',
      nonce_str: 'N1',
      method: 'payment.preorder',
      version: '1.0',
      biz_content: {
        ...who,
        notify_url: `${shop.url}/telebirr`,
        merch_order_id: id,
        trade_type: 'Checkout',
        title: 'Tea',
        total_amount: '12.00',
        trans_currency: 'ETB',
        timeout_express: '30m',
        business_type: 'BuyGoods',
      },
    };
    const sealed = { ...message, sign: signText(canonicalText(message), key), sign_type: 'SHA256WithRSA' };
    const headers = { 'X-APP-Key': telebirr.fabricAppId, authorization: String((await token)['token']) };
    const answer = await post(`${telebirr.baseUrl}/payment/v1/merchant/preOrder`, sealed, headers);
    if (answer['result'] !== 'SUCCESS') throw new Error(String(answer['msg']));
    done.orders.push(id);
  };
  const bill = async (reference: string, lost: boolean): Promise<void> => {
    if (lost) await post(`${url}/sandbox/switches`, { rail: 'webirr', story: 'lost', order: reference });
    const query = new URLSearchParams({ api_key: webirr.apiKey, merchant_id: webirr.merchantId });
    const text = {
      amount: '12.00',
      customerCode: 'c',
      customerName: 'Abebe',
      time: '2026-11-20 10:00',
      description: 'Tea',
    };
    const body = { ...text, billReference: reference, merchantID: webirr.merchantId };
    const made = await post(`${webirr.baseUrl}/einvoice/api/bill?${query.toString()}`, body);
    const code = String(made['res']).replaceAll(' ', '');
    done.bills.push(code);
    // one that is told ends only when its webhook was answered: nobody waits for it here
    const paid = post(`${url}/sandbox/api/webirr/${code}/pay`, {}).then(() => done.paid.push(code));
    if (lost) await paid;
    else paid.catch(() => undefined);
  };
  const charge = async (txRef: string): Promise<void> => {
    await post(
      `${chapa.baseUrl}/transaction/initialize`,
      { amount: '12.00', currency: 'ETB', tx_ref: txRef, callback_url: `${shop.url}/chapa` },
      { authorization: `Bearer ${chapa.secretKey}` },
    );
    done.charges.push(txRef);
  };
  const tell = async (): Promise<void> => {
    const body = { sender: sms.sender, to: '0911234567', message: 'Your code is 482913' };
    const answer = await post(`${sms.baseUrl}/send`, body, { authorization: `Bearer ${sms.token}` });
    done.sms.push((answer['response'] as { message_id: string }).message_id);
  };
  return { done, order, bill, charge, tell };
}

t.test(
  'a kill in the middle of a burst loses nothing that was answered for, and callbacks go on afterwards',
  async (t) => {
    const first = await startProcess(folder, seed, { STORE_ORIGIN: shop.url });
    const client = makeClient(first.rails);
    const { done } = client;
    // until the kill the shop is out of order: every webhook is under way when it happens
    for (let n = 0; n < 10_000; n++) shop.answers.push(503);
    let over = false;
    const worker = async (name: string): Promise<void> => {
      for (let n = 0; !over; n++) {
        try {
          await client.order(`O${name}${n}`);
          await client.bill(`bill/${name}/${n}`, n % 2 === 1);
          await client.charge(`c-${name}-${n}`);
          await client.tell();
        } catch {
          // the sandbox is gone
          return;
        }
      }
    };
    const workers = Array.from({ length: 8 }, (_, n) => worker(String(n)));
    while (done.bills.length < 60) await new Promise((settle) => setTimeout(settle, 5));
    first.child.kill('SIGKILL');
    t.same(await first.exit, [null, 'SIGKILL']);
    over = true;
    await Promise.all(workers);
    shop.answers.length = 0;
    const before = shop.called.length;

    const second = await startProcess(folder, seed, { STORE_ORIGIN: shop.url });
    const read = async (path: string) =>
      (await fetch(`${second.rails}/sandbox/api/${path}`)).json() as Promise<Record<string, unknown>[]>;
    await post(`${second.rails}/sandbox/api/settle`, {});
    const idsOf = (rows: Record<string, unknown>[], name: string) => new Set(rows.map((row) => row[name]));
    const bills = await read('webirr');
    const codes = idsOf(bills, 'code');
    const orders = idsOf(await read('orders'), 'merchOrderId');
    const charges = idsOf(await read('chapa'), 'txRef');
    const sms = idsOf(await read('sms'), 'id');
    t.ok(done.bills.length >= 60 && done.orders.length >= 60 && done.paid.length >= 20);
    t.ok(done.charges.length >= 20 && done.sms.length >= 20);
    t.same(
      done.bills.filter((code) => !codes.has(code)),
      [],
    );
    t.same(
      done.orders.filter((id) => !orders.has(id)),
      [],
    );
    t.same(
      done.charges.filter((id) => !charges.has(id)),
      [],
    );
    t.same(
      done.sms.filter((id) => !sms.has(id)),
      [],
    );

    const paid = bills.filter(({ paymentStatus }) => paymentStatus === 2);
    const isPaid = new Set(paid.map(({ code }) => code));
    t.same(
      done.paid.filter((code) => !isPaid.has(code)),
      [],
      'what was paid is paid',
    );
    let resumed = 0;
    const rows = paid as { code: string; billReference: string; attempts: { answer: unknown }[] }[];
    for (const { code, billReference, attempts } of rows) {
      if (Number(billReference.split('/')[2]) % 2 === 1) {
        t.same(attempts, [], 'a webhook that is lost stays lost');
        continue;
      }
      const answers = attempts.map(({ answer }) => answer);
      if (answers.at(-1) === 200) resumed += 1;
      else t.equal(answers.length, 3, `${code} is told, or was given up after its last attempt`);
    }
    t.ok(resumed > 0, 'webhooks went on');
    t.equal(shop.called.length - before >= resumed, true);
    t.comment(`${done.bills.length} bills, ${paid.length} paid, ${resumed} webhooks delivered after the kill`);
    second.child.kill('SIGTERM');
    t.same(await second.exit, [0, null]);
  },
);
