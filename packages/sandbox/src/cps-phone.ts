import type { Cbebirr } from './cbebirr.ts';
import type { CpsRails } from './cps-both.ts';
import type { CpsTransaction } from './cps-books.ts';
import {
  CBEBIRR_NORMAL,
  CBEBIRR_STORIES,
  type CbebirrStory,
  CPS_NORMAL,
  CPS_STORIES,
  type CpsStory,
} from './cps-switches.ts';
import { eat } from './east-africa-time.ts';
import { both, escape } from './sandbox-page.ts';

type Words = readonly [en: string, am: string];

/** What the phone's page says about the stories, English and Amharic. */
export const CPS_WORDS: Record<CpsStory, Words> = {
  normal: ['Normal: a person decides', 'መደበኛ፦ ሰው ይወስናል'],
  auto: ['Approve every prompt at once', 'ጥያቄውን ሁሉ ወዲያው ፍቀድ'],
  decline: ['Decline prompts', 'ጥያቄውን አትፍቀድ'],
  'wrong-pin': ['Wrong PIN', 'የተሳሳተ ሚስጥር ቁጥር'],
  'no-money': ['The customer has no money', 'የደንበኛው ሒሳብ አይበቃም'],
  'no-answer': ['Nobody answers', 'መልስ የለም'],
  'closed-wallet': ['Payout: the wallet is closed', 'ወጪ፦ ዋሌቱ ተዘግቷል'],
  limit: ['Payout: above the limit', 'ወጪ፦ ከገደቡ በላይ ነው'],
  'unknown-receiver': ['Payout: no such receiver', 'ወጪ፦ ተቀባዩ የለም'],
  hold: ['Payout: held until settled by hand', 'ወጪ፦ በእጅ እስኪፈታ ይቆያል'],
  late: ['The Result comes late', 'ውጤቱ ዘግይቶ ይመጣል'],
  lost: ['The Result never comes', 'ውጤቱ አይመጣም'],
  duplicate: ['The Result comes twice', 'ውጤቱ ሁለት ጊዜ ይመጣል'],
  reordered: ['The Result before the answer', 'ውጤቱ ከመልሱ ይቀድማል'],
  slow: ['The service answers slowly', 'መልሱ ይዘገያል'],
  cut: ['Carried out, but never answered', 'ተፈጽሟል፣ መልስ የለም'],
  'cut-before': ['Neither carried out nor answered', 'አልተፈጸመም፣ መልስም የለም'],
  down: ['The service is down', 'አገልግሎቱ ተቋርጧል'],
};

export const CBEBIRR_WORDS: Record<CbebirrStory, Words> = {
  normal: ['Normal: a person decides', 'መደበኛ፦ ሰው ይወስናል'],
  auto: ['Approve every payment at once', 'ሁሉንም ወዲያው ፍቀድ'],
  decline: ['Decline', 'አትፍቀድ'],
  'no-answer': ['Nobody answers', 'መልስ የለም'],
  late: ['Callback comes late', 'ማሳወቂያው ዘግይቶ ይመጣል'],
  duplicate: ['Callback comes three times', 'ማሳወቂያው ሦስት ጊዜ ይመጣል'],
  lost: ['Paid, but the callback is lost', 'ተከፍሏል፣ ማሳወቂያው ጠፍቷል'],
  'wrong-amount': ['Callback with a wrong amount, signed', 'የተሳሳተ መጠን፣ የተፈረመ'],
  'tampered-amount': ['Amount changed after signing', 'ከፊርማው በኋላ የተቀየረ መጠን'],
  'bad-signature': ['Callback with a bad signature', 'የተሳሳተ ፊርማ ያለው ማሳወቂያ'],
  unsigned: ['Callback without a signature', 'ፊርማ የሌለው ማሳወቂያ'],
  'wrong-till': ['Callback for another till', 'የሌላ ነጋዴ ማሳወቂያ'],
  'foreign-token': ['Callback with another customer’s token', 'የሌላ ደንበኛ ቶከን'],
  'foreign-phone': ['Callback with another number', 'የሌላ ሰው ስልክ ቁጥር'],
  'unknown-id': ['Callback for an unknown payment', 'የማይታወቅ ክፍያ ማሳወቂያ'],
  'no-auth': ['Callback without Authorization', 'ፈቃድ የሌለው ማሳወቂያ'],
  'forged-auth': ['Callback with a forged Authorization', 'የተጭበረበረ ፈቃድ'],
  slow: ['The gateway answers slowly', 'መልሱ ይዘገያል'],
  cut: ['Carried out, but the answer is cut off', 'ተፈጽሟል፣ መልሱ ተቋርጧል'],
  'cut-before': ['Neither carried out nor answered', 'አልተፈጸመም፣ መልስም የለም'],
  down: ['The gateway is down', 'አገልግሎቱ ተቋርጧል'],
};

const NAMES = { telebirr: 'telebirr', cbebirr: 'CBE Birr' } as const;

/** Pushes that wait for an answer on this number's phone. */
export const openPushes = (cps: CpsRails, number: string): { rail: 'telebirr' | 'cbebirr'; push: CpsTransaction }[] =>
  (['telebirr', 'cbebirr'] as const).flatMap((rail) =>
    cps[rail]
      .orders()
      .filter((push) => push.state === 'open' && push.phone === number)
      .filter((push) => cps[rail].switchesOf(push).prompt !== 'silent')
      .slice(0, 10)
      .map((push) => ({ rail, push })),
  );

/** The USSD prompts of one number. A PIN of zeros alone is a wrong one. */
export function printPushes(cps: CpsRails, number: string): string {
  return openPushes(cps, number)
    .map(({ rail, push }) => {
      const id = escape(push.id);
      return `<li class="prompt"><p class="who"><b>${NAMES[rail]} USSD</b> <time>${eat(push.createdAt).slice(11, 16)}</time></p>
<p class="text">${escape(push.remarks === '' ? cps[rail].config.shortCode : push.remarks)}</p><p class="amount">${escape(push.amount)} <small>ETB</small></p>
<form method="post" action="/phone/answer"><input type="hidden" name="conversation" value="${id}"><input type="hidden" name="number" value="${escape(number)}">
<label for="pin-${id}">${both('PIN – any 4 digits, 0000 is wrong', 'ሚስጥር ቁጥር')}</label>
<input id="pin-${id}" name="pin" type="password" inputmode="numeric" autocomplete="off">
<div class="row"><button class="go" name="decision" value="approve">${both('Approve', 'ክፈል')}</button>
<button class="no" name="decision" value="decline">${both('Decline', 'አትክፈል')}</button>
<button name="decision" value="leave">${both('Leave', 'ተወው')}</button></div></form></li>`;
    })
    .join('');
}

/** @returns why the answer was not taken: the PIN has no 4 digits */
export function answerPush(cps: CpsRails, answer: { id: string; decision: string; pin: string }): 'pin' | undefined {
  const { id, decision, pin } = answer;
  if (cps.order(id)?.state !== 'open') return undefined;
  if (decision === 'approve' && !/^\d{4,}$/.test(pin)) return 'pin';
  const under =
    decision === 'decline'
      ? cps.decline(id)
      : decision !== 'approve'
        ? undefined
        : /^0+$/.test(pin)
          ? cps.decline(id, 'wrong-pin')
          : cps.approve(id);
  // decided before by somebody else: the screen shows it
  under?.catch(() => undefined);
  return undefined;
}

/** Which switches are not as usual. */
const changed = (switches: object, normal: object): string => {
  const usual = new Map<string, unknown>(Object.entries(normal));
  const now = Object.entries(switches).filter(([name, value]) => value !== usual.get(name));
  return now.length === 0
    ? both('Everything is normal', 'ሁሉም መደበኛ ነው')
    : escape(now.map(([name, value]) => `${name}: ${String(value)}`).join(' · '));
};

const options = (stories: object, words: Record<string, Words>): string =>
  Object.keys(stories)
    .map((name) => `<option value="${escape(name)}">${escape(words[name]?.join(' · ') ?? name)}</option>`)
    .join('');

const row = (
  one: { amount: string; state: string; phone: string; attempts: { answer: number | string }[] },
  id: string,
) =>
  `<li class="order"><p><b>${escape(one.amount)} ETB</b> <span class="state">${escape(one.state)}</span></p>
<p class="tiny">${escape(id)} · ${escape(one.phone)} · ${escape(one.attempts.map(({ answer }) => answer).join(', '))}</p></li>`;

/** The switches and the books of CBE Birr and of the cores, for the panel beside the phone. */
export function printCbebirrPanel(panel: { cbebirr: Cbebirr; cps: CpsRails; back: string }): string {
  const { cbebirr, cps } = panel;
  const back = `<input type="hidden" name="back" value="${escape(panel.back)}">`;
  const form = (
    rail: string,
    title: string,
    choices: string,
    now: string,
  ): string => `<section class="card"><h2>${title}</h2>
<p class="now">${now}</p>
<form method="post" action="/sandbox/switches">${back}<input type="hidden" name="rail" value="${rail}">
<label for="${rail}-story">${both('What happens', 'ምን ይሁን')}</label><select id="${rail}-story" name="story">${choices}</select>
<label for="${rail}-seconds">${both('Seconds', 'ሰከንድ')}</label><input id="${rail}-seconds" name="seconds" inputmode="decimal" value="3" size="5">
<button>${both('Set', 'አስቀምጥ')}</button></form>`;
  const moved = [...cps.payouts(), ...cps.orders()].slice(0, 10);
  return `${form('cbebirr', both('CBE Birr Plus', 'ሲቢኢ ብር ፕላስ'), options(CBEBIRR_STORIES, CBEBIRR_WORDS), changed(cbebirr.switchesOf(), CBEBIRR_NORMAL))}
<p class="now"><a href="/cbebirr/app">${both('Open the app', 'አፑን ክፈት')}</a></p>
<ul class="orders">${cbebirr
    .orders()
    .slice(0, 8)
    .map((one) => row(one, one.transactionId))
    .join('')}</ul></section>
${form('cps', both('Payouts and USSD prompts', 'ወጪ ክፍያዎች እና የUSSD ጥያቄዎች'), options(CPS_STORIES, CPS_WORDS), changed(cps.telebirr.switchesOf(), CPS_NORMAL))}
<p class="tiny">telebirr ${(cps.telebirr.balance() / 100).toFixed(2)} ETB · CBE Birr ${(cps.cbebirr.balance() / 100).toFixed(2)} ETB</p>
<ul class="orders">${moved.map((one) => row(one, one.id)).join('')}</ul></section>`;
}
