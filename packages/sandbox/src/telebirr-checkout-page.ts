import { randomBytes } from 'node:crypto';
import { type Exchange, type Part, readFields, redirect, sendHtml, textOf } from './exchange.ts';
import { both, escape, printPage } from './sandbox-page.ts';
import { readNumber } from './sms-addresses.ts';
import type { Telebirr } from './telebirr.ts';
import { eat } from './east-africa-time.ts';
import type { Order } from './telebirr-orders.ts';
import { canonicalText, isSignedBy, signText } from './telebirr-signature.ts';

const PAGE = '/telebirr/payment/web/paygate';
const DECIDE = '/telebirr/payment/web/decide';
const WAITING = '/telebirr/payment/web/waiting';
const SIGNED = ['appid', 'merch_code', 'nonce_str', 'prepay_id', 'timestamp'];

const STYLE = `
main{max-width:420px;margin:0 auto;min-height:calc(100vh - 28px);background:var(--card);display:flex;flex-direction:column}
header{background:linear-gradient(135deg,#0a6ebd,#0b8f5a);color:#fff;padding:18px 20px 22px}
header .brand{font-size:22px;font-weight:800;letter-spacing:-.02em}
header .am{color:#e6f3ee}
.sum{padding:18px 20px;border-bottom:1px solid var(--line)}
.sum .title{font-size:17px;font-weight:600;overflow-wrap:anywhere}
.sum .amount{font-size:34px;font-weight:800;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.sum .small,.foot{color:var(--soft);font-size:13px;overflow-wrap:anywhere}
form{padding:4px 20px 20px;display:grid;gap:8px}
input{width:100%;font-size:20px;font-variant-numeric:tabular-nums}
.foot{padding:12px 20px;margin-top:auto;border-top:1px solid var(--line)}
.say{padding:28px 20px;display:grid;gap:12px}
.say h2{font-size:22px;line-height:1.25}
.dots{display:inline-block;width:14px;height:14px;border-radius:50%;background:var(--blue);animation:p 1s ease-in-out infinite alternate}
@keyframes p{to{opacity:.25;transform:scale(.7)}}@media(prefers-reduced-motion:reduce){.dots{animation:none}}
`;

const frame = (order: Order | undefined, body: string, head = ''): string =>
  printPage({
    title: 'telebirr · sandbox',
    style: STYLE,
    head,
    body: `<div class="tape">${both('Sandbox – no real money', 'የሙከራ ገጽ – እውነተኛ ገንዘብ የለም')}</div><main>
<header><div class="brand">telebirr</div><div>${both('Pay with your wallet', 'በቴሌብር ይክፈሉ')}</div></header>
${order === undefined ? '' : summary(order)}${body}
${order === undefined ? '' : `<p class="foot">${escape(order.merchOrderId)} · <a href="/phone">${both('the sandbox phone', 'የሙከራ ስልክ')}</a></p>`}</main>`,
  });

const summary = (order: Order): string => `<section class="sum"><p class="title">${escape(order.title)}</p>
<p class="amount">${escape(order.totalAmount)} <span style="font-size:18px">ETB</span></p>
<p class="small">${both('Closes at', 'የሚዘጋው')} ${eat(order.closesAt).slice(11, 16)}</p></section>`;

const say = (title: string, titleAm: string, more = ''): string =>
  `<section class="say"><h2>${escape(title)}</h2><p lang="am">${escape(titleAm)}</p>${more}</section>`;

const form = (
  order: Order,
  phone: string,
  problem = '',
): string => `${problem === '' ? '' : `<p class="wrong" role="alert" style="margin:12px 20px 0">${problem}</p>`}
<form method="post" action="${DECIDE}">
<input type="hidden" name="prepay_id" value="${escape(order.prepayId)}">
<div><label for="phone">${both('Your telebirr number', 'የቴሌብር ቁጥርዎ')}</label>
<input id="phone" name="phone" inputmode="tel" autocomplete="tel" value="${escape(phone)}"></div>
<div><label for="pin">${both('PIN – any 4 digits or more', 'ሚስጥር ቁጥር')}</label>
<input id="pin" name="pin" type="password" inputmode="numeric" autocomplete="off"></div>
<button class="go" name="decision" value="approve">${both('Approve', 'ክፈል')}</button>
<button name="decision" value="push">${both('Ask on the phone instead', 'በስልኩ ላይ ጠይቅ')}</button>
<div class="row"><button class="no" name="decision" value="decline">${both('Decline', 'አትክፈል')}</button>
<button name="decision" value="leave">${both('Do nothing', 'ምንም አታድርግ')}</button></div></form>`;

/** Where the browser goes afterwards, with the query of the protocol's browser return; undefined without a redirect_url. */
export function returnAddress(
  telebirr: Telebirr,
  order: Order,
  status: 'PAY_SUCCESS' | 'PAY_FAILED' | 'PAY_CANCEL',
): string | undefined {
  if (order.redirectUrl === undefined) return undefined;
  const now = telebirr.clock.now().getTime();
  const fields = {
    merch_order_id: order.merchOrderId,
    payment_order_id: order.paymentOrderId,
    trade_status: status,
    total_amount: order.totalAmount,
    trans_currency: order.currency,
    trans_end_time: eat(order.decidedAt ?? now),
    notify_time: eat(now),
    appid: telebirr.config.merchantAppId,
    merch_code: telebirr.config.merchantCode,
    notify_url: order.notifyUrl,
  };
  const url = new URL(order.redirectUrl);
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  url.searchParams.set('sign', signText(canonicalText(fields), telebirr.key));
  url.searchParams.set('sign_type', 'SHA256WithRSA');
  return url.href;
}

/** The wallet's web checkout; works without JavaScript. */
export function openCheckoutPage(telebirr: Telebirr, options: { likelyPhone(): string | undefined }): Part {
  const refuse = (exchange: Exchange, reason: string, am: string): true =>
    sendHtml(exchange, 400, frame(undefined, say(`This payment link cannot be used: ${reason}`, am)));

  const finish = (exchange: Exchange, order: Order): true => {
    const paid = order.transId !== undefined;
    const address = returnAddress(telebirr, order, paid ? 'PAY_SUCCESS' : 'PAY_FAILED');
    if (address !== undefined) return redirect(exchange, address);
    return sendHtml(exchange, 200, frame(order, paid ? say('Paid', 'ተከፍሏል') : say('Not paid', 'አልተከፈለም')));
  };

  const closed = (exchange: Exchange, order: Order): true => {
    const back = returnAddress(telebirr, order, 'PAY_CANCEL');
    const link =
      back === undefined ? '' : `<p><a href="${escape(back)}">${both('Back to the shop', 'ወደ ሱቁ ተመለስ')}</a></p>`;
    return sendHtml(exchange, 200, frame(order, say('This payment has expired', 'የክፍያው ጊዜ አልፏል', link)));
  };

  const shownPhone = (order: Order): string =>
    (
      order.phone ??
      options.likelyPhone() ??
      `+2519${String(randomBytes(4).readUInt32BE()).padStart(8, '0').slice(-8)}`
    ).replace('+251', '0');

  const open = (exchange: Exchange): true => {
    const given = Object.fromEntries(exchange.query);
    const missing = SIGNED.find((name) => !given[name]);
    if (missing !== undefined) return refuse(exchange, `${missing} is missing`, 'አድራሻው አልተሟላም');
    const fields = Object.fromEntries(SIGNED.map((name) => [name, given[name]]));
    // some clients insert raw base64, whose + other software turns into spaces on the way
    const sign = (given['sign'] ?? '').replaceAll(' ', '+');
    const order = telebirr.book.findByPrepayId(given['prepay_id'] ?? '');
    const { allowPkcs1 } = telebirr.switchesOf(order?.merchOrderId);
    if (!isSignedBy(telebirr.merchantKey, canonicalText(fields), sign, { allowPkcs1 })) {
      return refuse(exchange, '60200099 Verify the sign field failed', 'ፊርማው ትክክል አይደለም');
    }
    if (
      !/^SHA256WithRSA$/i.test(given['sign_type'] ?? '') ||
      given['version'] !== '1.0' ||
      given['trade_type'] !== 'Checkout'
    ) {
      return refuse(exchange, 'sign_type, version or trade_type is wrong', 'አድራሻው ትክክል አይደለም');
    }
    const { merchantAppId, merchantCode } = telebirr.config;
    if (given['appid'] !== merchantAppId || given['merch_code'] !== merchantCode)
      return refuse(exchange, 'unknown merchant', 'ነጋዴው አይታወቅም');
    if (order === undefined) return refuse(exchange, 'unknown prepay_id', 'ክፍያው አይታወቅም');
    if (order.state === 'ORDER_CLOSED') return closed(exchange, order);
    if (order.state !== 'WAIT_PAY') return finish(exchange, order);
    return sendHtml(exchange, 200, frame(order, form(order, shownPhone(order))));
  };

  const wait = (exchange: Exchange, order: Order): true => {
    if (order.state === 'ORDER_CLOSED') return closed(exchange, order);
    if (order.state !== 'WAIT_PAY') return finish(exchange, order);
    const body = say(
      `Waiting for ${shownPhone(order)}`,
      'በስልክዎ ላይ የመጣውን ጥያቄ ያረጋግጡ',
      `<p><span class="dots" aria-hidden="true"></span> Open <a href="/phone?number=${encodeURIComponent(order.phone ?? '')}" target="_blank">the sandbox phone</a> and answer there.</p>`,
    );
    return sendHtml(
      exchange,
      200,
      frame(order, body, `<meta http-equiv="refresh" content="2;url=${WAITING}?prepay_id=${escape(order.prepayId)}">`),
    );
  };

  const decide = async (exchange: Exchange): Promise<true> => {
    const fields = await readFields(exchange);
    const field = (name: string): string => textOf(fields, name);
    const order = telebirr.book.findByPrepayId(field('prepay_id'));
    if (order === undefined) return refuse(exchange, 'unknown prepay_id', 'ክፍያው አይታወቅም');
    if (order.state === 'ORDER_CLOSED') return closed(exchange, order);
    if (order.state !== 'WAIT_PAY') return finish(exchange, order);
    const again = (problem: string): true =>
      sendHtml(exchange, 422, frame(order, form(order, field('phone'), problem)));
    if (field('decision') === 'leave') {
      const back = returnAddress(telebirr, order, 'PAY_CANCEL');
      const link =
        back === undefined ? '' : `<p><a href="${escape(back)}">${both('Back to the shop', 'ወደ ሱቁ ተመለስ')}</a></p>`;
      return sendHtml(
        exchange,
        200,
        frame(order, say('Nothing was done. The payment is still open.', 'ምንም አልተደረገም። ክፍያው ገና ክፍት ነው።', link)),
      );
    }
    const phone = readNumber(field('phone'));
    if (phone === undefined) return again(both('Write the number as 09… or 07…', 'ቁጥሩን በ09… ወይም 07… ይጻፉ'));
    if (field('decision') === 'push') {
      telebirr.book.prompt(order, phone);
      return redirect(exchange, `${WAITING}?prepay_id=${order.prepayId}`);
    }
    if (!/^\d{4,}$/.test(field('pin')))
      return again(both('The PIN has 4 digits or more', 'ሚስጥር ቁጥሩ 4 አሃዝ ወይም ከዚያ በላይ ነው'));
    if (telebirr.switchesOf(order.merchOrderId).wallet === 'silent') {
      telebirr.book.prompt(order, phone);
      return redirect(exchange, `${WAITING}?prepay_id=${order.prepayId}`);
    }
    // the browser goes on at once; the callback is on its way at the same time, as in life
    const decided = telebirr.decide(order, field('decision') === 'decline' ? 'decline' : 'approve', { phone });
    void telebirr.behind(async () => void (await decided));
    return finish(exchange, order);
  };

  return async (exchange) => {
    if (exchange.path === PAGE && exchange.method === 'GET') return open(exchange);
    if (exchange.path === DECIDE && exchange.method === 'POST') return decide(exchange);
    if (exchange.path === WAITING && exchange.method === 'GET') {
      const order = telebirr.book.findByPrepayId(exchange.query.get('prepay_id') ?? '');
      return order === undefined ? refuse(exchange, 'unknown prepay_id', 'ክፍያው አይታወቅም') : wait(exchange, order);
    }
    return false;
  };
}
