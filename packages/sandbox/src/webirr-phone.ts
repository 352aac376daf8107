import { eat } from './east-africa-time.ts';
import { type Exchange, type Part, readFields, redirect, sendHtml, textOf } from './exchange.ts';
import { spoken } from './phone-screen.ts';
import { both, escape, printPage } from './sandbox-page.ts';
import { readNumber } from './sms-addresses.ts';
import type { Webirr } from './webirr.ts';
import { type Bill, grouped } from './webirr-books.ts';
import { WEBIRR_NORMAL, WEBIRR_STORIES, type WebirrStory, type WebirrSwitches } from './webirr-switches.ts';

/** What the phone's page says about WeBirr's stories, English and Amharic. */
export const WEBIRR_WORDS: Record<WebirrStory, readonly [en: string, am: string]> = {
  normal: ['Normal: a person pays the code', 'መደበኛ፦ ሰው ኮዱን ይከፍላል'],
  auto: ['Pay every code at once', 'ሁሉንም ወዲያው ክፈል'],
  'no-answer': ['Nobody pays', 'ማንም አይከፍልም'],
  unconfirmed: ['Paid, never confirmed by the bank', 'ተከፍሏል፣ ባንኩ አላረጋገጠም'],
  'confirmed-later': ['The bank confirms later', 'ባንኩ ዘግይቶ ያረጋግጣል'],
  late: ['Webhook comes late', 'ማሳወቂያው ዘግይቶ ይመጣል'],
  duplicate: ['Webhook comes three times', 'ማሳወቂያው ሦስት ጊዜ ይመጣል'],
  reordered: ['An old webhook comes last', 'አሮጌው ማሳወቂያ መጨረሻ ይመጣል'],
  early: ['Webhook before the status', 'ማሳወቂያው ከሁኔታው ይቀድማል'],
  'wrong-amount': ['Webhook with a wrong amount', 'የተሳሳተ መጠን ያለው ማሳወቂያ'],
  'wrong-amount-everywhere': ['Wrong amount, in status and feed too', 'በሁሉም ቦታ የተሳሳተ መጠን'],
  'bad-key': ['Webhook with a wrong key', 'የተሳሳተ ቁልፍ ያለው ማሳወቂያ'],
  lost: ['Paid, but the webhook is lost', 'ተከፍሏል፣ ማሳወቂያው ጠፍቷል'],
  repeats: ['The feed repeats itself', 'ዝርዝሩ ይደጋገማል'],
  'paid-twice': ['A paid code can be paid again', 'የተከፈለ ኮድ ደግሞ ይከፈላል'],
  'delete-while-paying': ['Deletable while unconfirmed', 'ሳይረጋገጥ ሊሰረዝ ይችላል'],
  slow: ['WeBirr answers slowly', 'መልሱ ይዘገያል'],
  cut: ['Carried out, but the answer is cut off', 'ተፈጽሟል፣ መልሱ ተቋርጧል'],
  'timeout-after': ['Carried out, but never answered', 'ተፈጽሟል፣ መልስ የለም'],
  down: ['WeBirr is down', 'አገልግሎቱ ተቋርጧል'],
  quota: ['Too many requests', 'ጥያቄው በዝቷል'],
};

const STYLE = `
main{max-width:420px;margin:0 auto;min-height:calc(100vh - 28px);background:var(--card)}
header{background:#5b2a86;color:#fff;padding:18px 20px}header .brand{font-size:22px;font-weight:800}
header .am{color:#efe6f6}
section,form{padding:14px 20px;display:grid;gap:8px;overflow-wrap:anywhere}
input,select{width:100%}#code{font-size:26px;letter-spacing:.06em;font-variant-numeric:tabular-nums}
.amount{font-size:34px;font-weight:800;font-variant-numeric:tabular-nums}.small{color:var(--soft);font-size:13px}
.paid{background:#d9f2e1;border-radius:10px;padding:10px 12px}
`;

const WRONG: Record<string, readonly [en: string, am: string]> = {
  code: ['There is no bill with this code', 'በዚህ ኮድ ክፍያ የለም'],
  pin: ['The PIN has 4 digits or more', 'ሚስጥር ቁጥሩ 4 አሃዝ ወይም ከዚያ በላይ ነው'],
  closed: ['This bill is paid or deleted', 'ይህ ክፍያ ተከፍሏል ወይም ተሰርዟል'],
};

/** "My bank's app": a person types a code, sees the bill and pays it, or pays at a branch. Works without JavaScript. */
export function openBankApp(webirr: Webirr): Part {
  const address = (number: string, more: Record<string, string>): string =>
    `/phone/bank?${new URLSearchParams({ number, ...more }).toString()}`;

  const payForm = (bill: Bill, number: string): string => `<form method="post" action="/phone/bank">
<input type="hidden" name="number" value="${escape(number)}"><input type="hidden" name="code" value="${bill.code}">
<label for="bank">${both('My bank', 'ባንኬ')}</label><select id="bank" name="bank">${webirr
    .banks()
    .map(({ bankID, name }) => `<option value="${escape(bankID)}">${escape(name)}</option>`)
    .join('')}</select>
<label for="pin">${both('PIN – any 4 digits', 'ሚስጥር ቁጥር')}</label>
<input id="pin" name="pin" type="password" inputmode="numeric" autocomplete="off">
<button class="go" name="how" value="app">${both('Pay', 'ክፈል')}</button>
<button name="how" value="branch">${both('Pay in cash at a branch', 'በቅርንጫፍ በጥሬ ገንዘብ ክፈል')}</button></form>`;

  const billCard = (bill: Bill, number: string): string => {
    const payments = webirr.payments(bill.code);
    const open =
      bill.deletedAt === undefined && (bill.paymentStatus === 0 || webirr.switchesOf(bill.code).allowSecondPayment);
    return `<section><p>${escape(bill.description)}</p><p class="amount">${escape(bill.amount)} <small>ETB</small></p>
<p class="small">${grouped(bill.code)} · ${escape(bill.customerName)} · ${escape(bill.billReference)}</p>
${payments
  .map(
    (one) =>
      `<p class="paid" role="status">${['', both('In progress', 'በሂደት ላይ'), both('Paid', 'ተከፍሏል'), both('Reversed', 'ተመልሷል')][one.status]} · ${escape(one.paymentReference)} · ${eat(one.paidAt).slice(11, 16)}</p>`,
  )
  .join('')}</section>${open ? payForm(bill, number) : ''}`;
  };

  const show = (exchange: Exchange): true => {
    const number = readNumber((exchange.query.get('number') ?? '').replace(/^[ +]*/, '')) ?? '+251911234567';
    const code = exchange.query.get('code') ?? '';
    const bill = code === '' ? undefined : webirr.books.bill(code.replaceAll('+', ' '));
    const problem = WRONG[exchange.query.get('wrong') ?? (code !== '' && bill === undefined ? 'code' : '')];
    const body = `<div class="tape">${both('Sandbox – no real money', 'የሙከራ ገጽ – እውነተኛ ገንዘብ የለም')}</div><main>
<header><div class="brand">${both('My bank', 'ባንኬ')}</div><div>WeBirr · ${escape(spoken(number))}</div></header>
${problem === undefined ? '' : `<p class="wrong" role="alert" style="margin:12px 20px 0">${both(...problem)}</p>`}
<form method="get" action="/phone/bank"><input type="hidden" name="number" value="${escape(number)}">
<label for="code">${both('WeBirr payment code – 9 digits', 'የዊብር ክፍያ ኮድ – 9 አሃዝ')}</label>
<input id="code" name="code" inputmode="numeric" autocomplete="off" maxlength="13" value="${escape(bill === undefined ? code : grouped(bill.code))}">
<button>${both('Show the bill', 'ክፍያውን አሳይ')}</button></form>
${bill === undefined ? '' : billCard(bill, number)}
<section><a href="/phone?number=${encodeURIComponent(number)}">${both('Back to the phone', 'ወደ ስልኩ ተመለስ')}</a></section></main>`;
    return sendHtml(exchange, 200, printPage({ title: 'My bank · sandbox', style: STYLE, body }));
  };

  const pay = async (exchange: Exchange): Promise<true> => {
    const fields = await readFields(exchange);
    const number = readNumber(textOf(fields, 'number')) ?? '+251911234567';
    const bill = webirr.books.bill(textOf(fields, 'code'));
    if (bill === undefined) return redirect(exchange, address(number, { wrong: 'code' }));
    const branch = fields['how'] === 'branch';
    if (!branch && !/^\d{4,}$/.test(textOf(fields, 'pin')))
      return redirect(exchange, address(number, { code: bill.code, wrong: 'pin' }));
    try {
      // the app says at once what became of it; the webhook is on its way at the same time, as in life
      webirr.begin(bill.code, { ...(branch ? {} : { phone: number }), bank: textOf(fields, 'bank') });
      return redirect(exchange, address(number, { code: bill.code }));
    } catch (reason) {
      if (!(reason instanceof RangeError)) throw reason;
      return redirect(exchange, address(number, { code: bill.code, wrong: 'closed' }));
    }
  };

  return async (exchange) => {
    if (exchange.path !== '/phone/bank') return false;
    return exchange.method === 'POST' ? await pay(exchange) : show(exchange);
  };
}

/** WeBirr's switches and latest bills, for the panel beside the phone. */
export function printWebirrPanel(webirr: Webirr, panel: { back: string; number: string }): string {
  const back = `<input type="hidden" name="back" value="${escape(panel.back)}">`;
  const switches = webirr.switchesOf(undefined);
  const changed = Object.entries(switches).filter(
    ([name, value]) => value !== WEBIRR_NORMAL[name as keyof WebirrSwitches],
  );
  const act = (code: string, action: string, label: string): string =>
    `<form method="post" action="/sandbox/api/webirr/${code}/${action}">${back}<button>${label}</button></form>`;
  const row = (bill: Bill): string => {
    const latest = webirr.payments(bill.code).at(-1);
    const state =
      bill.deletedAt !== undefined ? 'deleted' : (['open', 'unconfirmed', 'paid'][bill.paymentStatus] ?? '');
    const link = `/phone/bank?${new URLSearchParams({ number: panel.number, code: bill.code }).toString()}`;
    const calls = bill.attempts.map((one) => `${one.status} → ${one.answer}`).join(', ');
    return `<li class="order"><p><b>${escape(bill.amount)} ETB</b> <span class="state">${state}</span> <a href="${escape(link)}">${grouped(bill.code)}</a></p>
<p>${escape(bill.description)}</p><p class="tiny">${escape(bill.billReference)}${calls === '' ? '' : ` · ${escape(calls)}`}</p><div class="row">${
      latest?.status === 1
        ? act(bill.code, 'confirm', both('Confirm', 'አረጋግጥ'))
        : latest?.status === 2
          ? act(bill.code, 'reverse', both('Reverse', 'መልስ')) +
            act(bill.code, 'callback', both('Call again', 'ደግመህ አሳውቅ'))
          : ''
    }</div></li>`;
  };
  return `<section class="card"><h2>WeBirr</h2>
<p class="now">${changed.length === 0 ? both('Everything is normal', 'ሁሉም መደበኛ ነው') : escape(changed.map(([name, value]) => `${name}: ${String(value)}`).join(' · '))}</p>
<form method="post" action="/sandbox/switches">${back}<input type="hidden" name="rail" value="webirr">
<label for="webirr-story">${both('What happens', 'ምን ይሁን')}</label><select id="webirr-story" name="story">${Object.keys(
    WEBIRR_STORIES,
  )
    .map((name) => `<option value="${name}">${escape(WEBIRR_WORDS[name as WebirrStory].join(' · '))}</option>`)
    .join('')}</select>
<label for="webirr-seconds">${both('Seconds', 'ሰከንድ')}</label><input id="webirr-seconds" name="seconds" inputmode="decimal" value="${switches.seconds}" size="5">
<button>${both('Set', 'አስቀምጥ')}</button></form>
<p class="now"><a href="/phone/bank?number=${encodeURIComponent(panel.number)}">${both('Open my bank’s app', 'የባንኬን አፕ ክፈት')}</a></p>
<ul class="orders">${webirr.bills().slice(0, 8).map(row).join('')}</ul></section>`;
}
