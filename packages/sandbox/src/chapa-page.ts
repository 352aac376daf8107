import type { Chapa } from './chapa.ts';
import type { ChapaCharge } from './chapa-books.ts';
import { eat } from './east-africa-time.ts';
import { type Exchange, type Part, readFields, redirect, sendHtml } from './exchange.ts';
import { both, escape, printPage } from './sandbox-page.ts';

const STYLE = `
main{max-width:420px;margin:0 auto;min-height:calc(100vh - 28px);background:var(--card)}
header{background:#1d3b2a;color:#fff;padding:18px 20px}header .brand{font-size:22px;font-weight:800}
section,form{padding:16px 20px;display:grid;gap:10px;overflow-wrap:anywhere}
.amount{font-size:34px;font-weight:800;font-variant-numeric:tabular-nums}.small{color:var(--soft);font-size:13px}
`;
const METHODS = ['telebirr', 'cbebirr', 'mpesa', 'awashbirr'];

const frame = (body: string): string =>
  printPage({
    title: 'Chapa · sandbox',
    style: STYLE,
    body: `<div class="tape">${both('Sandbox – no real money', 'የሙከራ ገጽ – እውነተኛ ገንዘብ የለም')}</div><main><header><div class="brand">Chapa</div></header>${body}</main>`,
  });

const checkout = (charge: ChapaCharge): string => {
  const { title } = charge.customization ?? {};
  return frame(`<section><p>${escape(typeof title === 'string' ? title : charge.txRef)}</p>
<p class="amount">${escape(charge.amount)} <small>ETB</small></p><p class="small">${escape(charge.txRef)} · ${eat(charge.createdAt)}</p></section>
<form method="post"><label for="method">${both('Pay with', 'በምን ይክፈሉ')}</label><select id="method" name="method">${METHODS.map(
    (one) => `<option>${one}</option>`,
  ).join('')}</select>
<button class="go" name="decision" value="approve">${both('Pay', 'ክፈል')}</button>
<button class="no" name="decision" value="decline">${both('Decline', 'አትክፈል')}</button></form>`);
};

const say = (title: string, titleAm: string): string =>
  frame(`<section role="status"><h2>${escape(title)}</h2><p lang="am">${escape(titleAm)}</p></section>`);

/** Chapa's hosted checkout; works without JavaScript. */
export function openChapaPage(chapa: Chapa): Part {
  const finish = (exchange: Exchange, charge: ChapaCharge): true => {
    if (charge.returnUrl !== undefined) return redirect(exchange, charge.returnUrl);
    return sendHtml(exchange, 200, charge.state === 'success' ? say('Paid', 'ተከፍሏል') : say('Not paid', 'አልተከፈለም'));
  };
  return async (exchange) => {
    const pageId = /^\/chapa\/checkout\/payment\/([0-9a-f]+)$/.exec(exchange.path)?.[1];
    if (pageId === undefined) return false;
    const charge = chapa.books.byPage(pageId);
    if (charge === undefined) return sendHtml(exchange, 404, say('This payment is unknown', 'ክፍያው አይታወቅም'));
    if (charge.state !== 'pending') return finish(exchange, charge);
    if (exchange.method !== 'POST') return sendHtml(exchange, 200, checkout(charge));
    const { decision, method } = await readFields(exchange);
    if (decision !== 'approve' && decision !== 'decline') return sendHtml(exchange, 422, checkout(charge));
    const chosen = METHODS.find((one) => one === method) ?? 'telebirr';
    // the browser goes on at once; the webhook is on its way at the same time, as in life
    void chapa.decide(charge, decision === 'approve' ? 'success' : 'failed', chosen);
    return finish(exchange, charge);
  };
}
