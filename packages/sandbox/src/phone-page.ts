import type { Afromessage } from './afromessage.ts';
import type { Cbebirr } from './cbebirr.ts';
import type { CpsRails } from './cps-both.ts';
import { answerPush, printCbebirrPanel, printPushes } from './cps-phone.ts';
import { type Clock, type Exchange, type Part, readFields, redirect, sendHtml, textOf } from './exchange.ts';
import { printPanel } from './phone-panel.ts';
import { printScreen, spoken } from './phone-screen.ts';
import { both, escape, printPage } from './sandbox-page.ts';
import { readNumber } from './sms-addresses.ts';
import type { Telebirr } from './telebirr.ts';
import type { Webirr } from './webirr.ts';
import { openBankApp, printWebirrPanel } from './webirr-phone.ts';
import { eat } from './east-africa-time.ts';

const STYLE = `
body{background:linear-gradient(160deg,#dfe8ee,#f3ece2)}
.desk{display:grid;gap:24px;justify-content:center;padding:0 0 32px}
.phone{background:#f6f8fa;display:flex;flex-direction:column;min-height:70vh}
.bar{display:flex;justify-content:space-between;align-items:center;padding:8px 18px;background:#10202c;color:#fff;font-size:14px;font-variant-numeric:tabular-nums}
.pick{display:grid;grid-template-columns:1fr auto;gap:8px;padding:12px 14px;background:#fff;border-bottom:1px solid var(--line)}
.pick label{grid-column:1/-1;margin:0}
.pick select,.pick input{width:100%;min-width:0;font-variant-numeric:tabular-nums}
.apps{padding:8px 14px;background:#fff;border-bottom:1px solid var(--line);font-size:14px}
ul{list-style:none;margin:0;padding:0}
#screen{display:grid;gap:12px;padding:14px;overflow-wrap:anywhere}
.sms,.prompt{background:#fff;border:1px solid var(--line);border-radius:16px 16px 16px 4px;padding:10px 14px}
.prompt{border:2px solid var(--blue);border-radius:16px}
.who{display:flex;justify-content:space-between;color:var(--soft);font-size:13px}
.who b{color:var(--blue)}
.text{white-space:pre-wrap;margin-top:2px}
.code{display:flex;gap:10px;align-items:center;margin-top:8px}
.code output{font-size:28px;font-weight:800;letter-spacing:.08em;font-variant-numeric:tabular-nums}
.tiny{font-size:12px;color:var(--soft);margin-top:4px;overflow-wrap:anywhere}
.amount{font-size:30px;font-weight:800;font-variant-numeric:tabular-nums}
.prompt input{width:100%;margin-bottom:8px}
.empty{color:var(--soft);padding:36px 12px;text-align:center;display:grid;gap:8px}
.panel{display:grid;gap:16px;align-content:start;padding:0 14px}
.card{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:16px}
.card h2{font-size:18px}.card select{width:100%}.card form>button{margin-top:12px}
.now{margin-top:6px;font-size:14px;color:var(--soft);overflow-wrap:anywhere}
.orders{display:grid;gap:12px;margin:12px 0}.order{border-top:1px solid var(--line);padding-top:10px;overflow-wrap:anywhere}
.order form{flex:0 1 auto}.order button{min-height:44px}
.state{font-size:12px;border-radius:99px;padding:2px 8px;background:#e8edf1}.PAY_SUCCESS,.REFUND_SUCCESS{background:#d9f2e1}.PAY_FAILED,.ORDER_CLOSED,.REFUND_FAILED{background:#fbe0de}
@media(min-width:860px){
.desk{grid-template-columns:380px minmax(320px,440px);padding:28px}
.phone{border:10px solid #10202c;border-radius:44px;overflow:hidden;height:760px;position:sticky;top:20px;box-shadow:0 18px 50px #10202c40}
.phone .scroll{overflow-y:auto;flex:1}
.panel{padding:0}}
`;

/** Keeps the screen fresh without touching what a person is typing; copying a code is its only other deed. */
const SCRIPT = `
const fresh=async()=>{const s=document.getElementById('screen');
if(!s.contains(document.activeElement)||document.activeElement.tagName==='A'){try{
const r=await fetch('/phone/screen'+location.search,{cache:'no-store'});const h=await r.text();
if(r.ok&&h!==s.dataset.was){const d=document.createElement('template');d.innerHTML=h;const n=d.content.firstElementChild;n.dataset.was=h;
const typed=[...s.querySelectorAll('input[name=pin]')].some(i=>i.value);if(!typed)s.replaceWith(n)}}catch{}}
setTimeout(fresh,1500)};
document.addEventListener('click',async e=>{const b=e.target.closest('[data-copy]');if(!b)return;
await navigator.clipboard.writeText(b.dataset.copy);b.textContent='✓';setTimeout(()=>{b.textContent='Copy · ቅዳ'},1500);b.blur()});
document.querySelector('.pick select')?.addEventListener('change',e=>e.target.form.submit());
setTimeout(fresh,1500);
`;

/** The phone to tap on: messages and wallet prompts of one number, and the switches beside it. Works without JavaScript. */
export function openPhonePage(options: {
  telebirr: Telebirr;
  cbebirr: Cbebirr;
  cps: CpsRails;
  webirr: Webirr;
  sms: Afromessage;
  clock: Clock;
}): Part {
  const { telebirr, cbebirr, cps, webirr, sms, clock } = options;
  const bankApp = openBankApp(webirr);

  /** Numbers that something happened to, the latest first. */
  const numbers = (): string[] => {
    const seen = [
      ...sms
        .all()
        .toReversed()
        .map((one) => one.to),
      ...telebirr.orders().flatMap(({ phone }) => phone ?? []),
      ...cps.orders().map(({ phone }) => phone),
    ];
    return [...new Set(seen)].slice(0, 30);
  };
  const chosen = (exchange: Exchange): string => {
    const asked = exchange.query.get('number') ?? '';
    return readNumber(asked.replace(/^[ +]*/, '')) ?? numbers()[0] ?? '+251911234567';
  };
  const screen = (number: string): string =>
    printScreen({
      number,
      pushes: printPushes(cps, number),
      messages: sms.all(number),
      prompts: telebirr
        .orders()
        .filter((order) => order.state === 'WAIT_PAY' && (order.prompted !== true || order.phone === number))
        .filter((order) => telebirr.switchesOf(order.merchOrderId).wallet !== 'silent')
        .slice(0, 10),
    });

  const show = (exchange: Exchange): true => {
    const number = chosen(exchange);
    const known = [...new Set([number, ...numbers()])];
    const wrong = exchange.query.has('wrong')
      ? `<p class="wrong" role="alert" style="margin:12px 14px 0">${both('The PIN has 4 digits or more', 'ሚስጥር ቁጥሩ 4 አሃዝ ወይም ከዚያ በላይ ነው')}</p>`
      : '';
    const body = `<div class="tape">${both('Sandbox – the outside world', 'የሙከራ ዓለም')}</div>
<div class="desk"><main class="phone"><div class="bar"><span>${eat(clock.now().getTime()).slice(11, 16)}</span><span aria-hidden="true">▂▄▆ 4G</span></div>
<form class="pick" method="get" action="/phone"><label for="number">${both('Whose phone', 'የማን ስልክ')}</label>
<select id="number" name="number">${known.map((one) => `<option value="${escape(one)}"${one === number ? ' selected' : ''}>${escape(spoken(one))}</option>`).join('')}</select>
<button>${both('Show', 'አሳይ')}</button></form>
<p class="apps"><a href="/phone/bank?number=${encodeURIComponent(number)}">${both('My bank’s app – pay a WeBirr code', 'የባንኬ አፕ – የዊብር ኮድ ክፈል')}</a></p>${wrong}<div class="scroll">${screen(number)}</div></main>
<aside class="panel">${printPanel({
      telebirr: telebirr.switchesOf(undefined),
      sms: sms.switches(),
      balance: sms.balance(),
      orders: telebirr.orders(),
      back: `/phone?number=${encodeURIComponent(number)}`,
    })}
${printCbebirrPanel({ cbebirr, cps, back: `/phone?number=${encodeURIComponent(number)}` })}
${printWebirrPanel(webirr, { number, back: `/phone?number=${encodeURIComponent(number)}` })}
<section class="card"><h2>${both('Another number', 'ሌላ ቁጥር')}</h2><form method="get" action="/phone"><label for="other">09… / 07…</label>
<input id="other" name="number" inputmode="tel" autocomplete="off"><button>${both('Show', 'አሳይ')}</button></form></section></aside></div>
<script>${SCRIPT}</script>`;
    return sendHtml(
      exchange,
      200,
      printPage({
        title: `${spoken(number)} · sandbox phone`,
        style: STYLE,
        head: '<noscript><meta http-equiv="refresh" content="6"></noscript>',
        body,
      }),
    );
  };

  const answer = async (exchange: Exchange): Promise<true> => {
    const fields = await readFields(exchange);
    const number = readNumber(textOf(fields, 'number')) ?? '';
    const back = `/phone?number=${encodeURIComponent(number)}`;
    const id = textOf(fields, 'conversation');
    if (id !== '') {
      const wrong = answerPush(cps, { id, decision: textOf(fields, 'decision'), pin: textOf(fields, 'pin') });
      return redirect(exchange, wrong === undefined ? back : `${back}&wrong=${wrong}`);
    }
    const order = telebirr.order(textOf(fields, 'merch_order_id'));
    const { decision } = fields;
    if (order === undefined || (decision !== 'approve' && decision !== 'decline')) return redirect(exchange, back);
    if (decision === 'approve' && !/^\d{4,}$/.test(textOf(fields, 'pin')))
      return redirect(exchange, `${back}&wrong=pin`);
    const decided = telebirr.decide(order, decision, { phone: number });
    void telebirr.behind(async () => void (await decided));
    return redirect(exchange, back);
  };

  return async (exchange) => {
    const { method, path } = exchange;
    if (method === 'GET' && path === '/') return redirect(exchange, '/phone');
    if (method === 'GET' && path === '/phone') return show(exchange);
    if (method === 'GET' && path === '/phone/screen') return sendHtml(exchange, 200, screen(chosen(exchange)));
    if (method === 'POST' && path === '/phone/answer') return answer(exchange);
    return bankApp(exchange);
  };
}
