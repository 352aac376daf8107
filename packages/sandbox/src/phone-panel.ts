import { SMS_WORDS, STORY_WORDS } from './phone-words.ts';
import { both, escape } from './sandbox-page.ts';
import { CHOICES, type SmsSwitches, TELEBIRR_NORMAL, TELEBIRR_STORIES, type TelebirrSwitches } from './switches.ts';
import type { Order } from './telebirr-orders.ts';

const option = (value: string, label: string, chosen = false): string =>
  `<option value="${escape(value)}"${chosen ? ' selected' : ''}>${escape(label)}</option>`;

const words = (pair: readonly [string, string] | undefined, fallback: string): string =>
  pair === undefined ? fallback : `${pair[0]} · ${pair[1]}`;

function orderRow(order: Order, back: string): string {
  const open = order.state === 'WAIT_PAY';
  const act = (action: string, label: string, fields = ''): string =>
    `<form method="post" action="/sandbox/api/orders/${escape(order.merchOrderId)}/${action}"><input type="hidden" name="back" value="${escape(back)}">${fields}<button>${label}</button></form>`;
  const calls = order.attempts.map((one) => `${one.status} → ${one.answer}`).join(', ');
  return `<li class="order"><p><b>${escape(order.totalAmount)} ETB</b> <span class="state ${escape(order.state)}">${escape(order.state)}</span></p>
<p>${escape(order.title)}</p><p class="tiny">${escape(order.merchOrderId)}${calls === '' ? '' : ` · ${escape(calls)}`}</p>
<div class="row">${
    open
      ? act('approve', both('Approve', 'ፍቀድ')) + act('decline', both('Decline', 'አትፍቀድ'))
      : order.decidedAt === undefined
        ? act('approve', both('Pay late', 'ዘግይተህ ክፈል'), '<input type="hidden" name="force" value="true">')
        : act('callback', both('Call back again', 'ደግመህ አሳውቅ')) +
          act(
            'callback',
            both('… badly signed', 'በተሳሳተ ፊርማ'),
            '<input type="hidden" name="flaw" value="bad-signature">',
          )
  }</div></li>`;
}

/** The switches and the orders: what a tester plays with beside the phone. */
export function printPanel(panel: {
  telebirr: TelebirrSwitches;
  sms: SmsSwitches;
  balance: number;
  orders: Order[];
  back: string;
}): string {
  const { telebirr, sms, back } = panel;
  const changed = Object.entries(telebirr).filter(
    ([name, value]) => value !== TELEBIRR_NORMAL[name as keyof TelebirrSwitches],
  );
  const hidden = `<input type="hidden" name="back" value="${escape(back)}">`;
  const open = panel.orders.filter((order) => order.state === 'WAIT_PAY').slice(0, 20);
  return `<section class="card"><h2>${both('telebirr', 'ቴሌብር')}</h2>
<p class="now">${changed.length === 0 ? both('Everything is normal', 'ሁሉም መደበኛ ነው') : escape(changed.map(([name, value]) => `${name}: ${String(value)}`).join(' · '))}</p>
<form method="post" action="/sandbox/switches">${hidden}<input type="hidden" name="rail" value="telebirr">
<label for="story">${both('What happens', 'ምን ይሁን')}</label><select id="story" name="story">${Object.keys(
    TELEBIRR_STORIES,
  )
    .map((name) => option(name, words(STORY_WORDS[name as keyof typeof STORY_WORDS], name)))
    .join('')}</select>
<div class="row"><div><label for="order">${both('For', 'ለ')}</label><select id="order" name="order">${option('', 'all orders · ሁሉም')}${open
    .map((order) => option(order.merchOrderId, `${order.totalAmount} · ${order.title}`.slice(0, 40)))
    .join('')}</select></div>
<div><label for="seconds">${both('Seconds', 'ሰከንድ')}</label><input id="seconds" name="seconds" inputmode="decimal" value="${telebirr.seconds}" size="5"></div></div>
<button>${both('Set', 'አስቀምጥ')}</button></form></section>
<section class="card"><h2>${both('SMS gateway', 'የመልእክት አገልግሎት')}</h2>
<form method="post" action="/sandbox/switches">${hidden}<input type="hidden" name="rail" value="sms">
<label for="send">${both('Sending', 'መላክ')}</label><select id="send" name="send">${CHOICES.sms.send.map((one) => option(one, words(SMS_WORDS[one], one), one === sms.send)).join('')}</select>
<label for="report">${both('Delivery report', 'የመድረሻ ማሳወቂያ')}</label><select id="report" name="report">${CHOICES.sms.report.map((one) => option(one, words(SMS_WORDS[one], one), one === sms.report)).join('')}</select>
<p class="tiny">${both('Balance', 'ሒሳብ')}: ${(panel.balance / 100).toFixed(2)} ETB</p>
<button>${both('Set', 'አስቀምጥ')}</button></form></section>
<section class="card"><h2>${both('Orders', 'ክፍያዎች')} <small>${panel.orders.length}</small></h2><ul class="orders">${panel.orders
    .slice(0, 12)
    .map((order) => orderRow(order, back))
    .join('')}</ul>
<form method="post" action="/sandbox/api/clear">${hidden}<button class="no">${both('Clear everything', 'ሁሉንም አጥፋ')}</button></form></section>`;
}
