import type { Sms } from './afromessage.ts';
import { both, escape } from './sandbox-page.ts';
import { eat } from './east-africa-time.ts';
import type { Order } from './telebirr-orders.ts';

/** `+251911234567` as people write it. */
export const spoken = (phone: string): string => phone.replace(/^\+251(\d)(\d\d)(\d{3})(\d{3})$/, '0$1$2 $3 $4');

const LINK = /https?:\/\/[^\s<>"']+/g;

/** The code that a message tells, if it tells one: never a piece of a link, an amount or a phone number. */
export function codeIn(text: string): string | undefined {
  const plain = text.replace(LINK, ' ');
  const numbers = [...plain.matchAll(/(?<![\d.,+])\d{4,8}(?![\d]|[.,]\d)/g)].map(([number]) => number);
  const named = /code|pin|ኮድ|ሚስጥር/i.test(plain);
  return numbers.find((one) => one.length === 6) ?? (named ? numbers[0] : undefined);
}

/** Escapes a message and makes its links clickable; the full stop after a link stays outside. */
export function linked(text: string): string {
  let html = '';
  let at = 0;
  for (const found of text.matchAll(LINK)) {
    const address = found[0].replace(/[.,;:!?)።፣]+$/, '');
    html += escape(text.slice(at, found.index));
    html += `<a href="${escape(address)}" target="_blank" rel="noopener">${escape(address)}</a>`;
    at = found.index + address.length;
  }
  return html + escape(text.slice(at));
}

function bubble(sms: Sms): string {
  const code = codeIn(sms.text);
  const told = sms.through === 'wallet' ? '' : ` · ${sms.parts} × ${sms.encoding} · ${sms.status}`;
  return `<li class="sms"><p class="who"><b>${escape(sms.from)}</b> <time>${eat(sms.at).slice(11, 16)}</time></p>
<p class="text" lang="und">${linked(sms.text)}</p>${
    code === undefined
      ? ''
      : `<p class="code"><output>${code}</output><button type="button" data-copy="${code}">${both('Copy', 'ቅዳ')}</button></p>`
  }<p class="tiny">${escape(sms.to)}${told}</p></li>`;
}

function prompt(order: Order, number: string): string {
  return `<li class="prompt"><p class="who"><b>telebirr</b> <time>${eat(order.createdAt).slice(11, 16)}</time></p>
<p class="text">${escape(order.title)}</p><p class="amount">${escape(order.totalAmount)} <small>ETB</small></p>
<form method="post" action="/phone/answer"><input type="hidden" name="merch_order_id" value="${escape(order.merchOrderId)}">
<input type="hidden" name="number" value="${escape(number)}">
<label for="pin-${escape(order.merchOrderId)}">${both('PIN – any 4 digits', 'ሚስጥር ቁጥር')}</label>
<input id="pin-${escape(order.merchOrderId)}" name="pin" type="password" inputmode="numeric" autocomplete="off">
<div class="row"><button class="go" name="decision" value="approve">${both('Approve', 'ክፈል')}</button>
<button class="no" name="decision" value="decline">${both('Decline', 'አትክፈል')}</button>
<button name="decision" value="leave">${both('Leave', 'ተወው')}</button></div></form></li>`;
}

/** What one number sees: wallet prompts, then messages, newest first. */
export function printScreen(screen: {
  number: string;
  /** Prompts of other wallets, printed by their own parts. */
  pushes: string;
  prompts: Order[];
  messages: Sms[];
}): string {
  const { number, pushes, prompts, messages } = screen;
  const empty =
    pushes === '' && prompts.length + messages.length === 0
      ? `<li class="empty"><p>${escape('Nothing here yet. Messages and wallet prompts appear by themselves.')}</p><p lang="am">ገና ምንም የለም። መልእክቶች እና የክፍያ ጥያቄዎች ወዲያው እዚህ ይታያሉ።</p></li>`
      : '';
  return `<ul id="screen" aria-live="polite">${empty}${pushes}${prompts.map((one) => prompt(one, number)).join('')}${messages
    .toReversed()
    .slice(0, 50)
    .map(bubble)
    .join('')}</ul>`;
}
