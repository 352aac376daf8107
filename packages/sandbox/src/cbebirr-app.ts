import { randomBytes } from 'node:crypto';
import type { Cbebirr } from './cbebirr.ts';
import { showMerchant } from './cbebirr-webview.ts';
import { type Exchange, type Part, readFields, redirect, sendHtml, sendJson, sendText, textOf } from './exchange.ts';
import { both, escape, printPage } from './sandbox-page.ts';
import { isSafeCallback, readNumber } from './sms-addresses.ts';

/** The host under which the app shows a merchant's page, so that the merchant's own paths and cookies stay whole. */
const HOST = 'cbebirr.localhost';
const COOKIE = 'cbebirr_app';
const APP = '/cbebirr/app';

const STYLE = `
main{max-width:420px;margin:0 auto;min-height:calc(100vh - 28px);background:var(--card)}
header{background:#6b1e5a;color:#fff;padding:18px 20px}header .brand{font-size:22px;font-weight:800}header .am{color:#f3dcee}
form,.say{padding:16px 20px;display:grid;gap:8px}input{width:100%}
`;

const frame = (body: string): string =>
  printPage({
    title: 'CBE Birr Plus · sandbox',
    style: STYLE,
    body: `<div class="tape">${both('Sandbox – no real money', 'የሙከራ ገጽ – እውነተኛ ገንዘብ የለም')}</div><main>
<header><div class="brand">CBE Birr Plus</div><div>${both('Mini-apps', 'ሚኒ አፖች')}</div></header>${body}</main>`,
  });

const launcher = (phone: string, url: string, problem = ''): string =>
  frame(`${problem === '' ? '' : `<p class="wrong" role="alert" style="margin:12px 20px 0">${problem}</p>`}
<form method="post" action="${APP}/open"><div><label for="phone">${both('Your CBE Birr number', 'የሲቢኢ ብር ቁጥርዎ')}</label>
<input id="phone" name="phone" inputmode="tel" autocomplete="tel" value="${escape(phone)}"></div>
<div><label for="url">${both('Page of the shop', 'የሱቁ ገጽ')}</label><input id="url" name="url" inputmode="url" value="${escape(url)}"></div>
<button class="go">${both('Open the mini-app', 'ሚኒ አፑን ክፈት')}</button></form>`);

/**
 * What the app gives a page: the channel, and the PIN screen over the page. It builds its screen with the DOM alone, because
 * the merchant's own content policy holds here too.
 */
const CHANNEL = `(()=>{
const make=(tag,text,style)=>{const e=document.createElement(tag);if(text)e.textContent=text;Object.assign(e.style,style||{});return e};
const box={font:'16px/1.4 system-ui,sans-serif',minHeight:'44px',width:'100%',boxSizing:'border-box',margin:'6px 0',padding:'8px'};
const ask=async token=>{
const found=await fetch('${APP}/payment?token='+encodeURIComponent(token)).then(r=>r.ok?r.json():undefined).catch(()=>undefined);
const d=make('dialog','',{border:'0',borderRadius:'16px',padding:'20px',width:'min(340px,90vw)',color:'#15202b',background:'#fff'});
d.id='cbebirr-pin';d.setAttribute('aria-label','CBE Birr PIN');
d.append(make('p','CBE Birr Plus · sandbox',{fontWeight:'700',margin:'0'}),make('p',found?found.amount+' ETB · '+found.companyName:'This payment is not known · ክፍያው አይታወቅም',{margin:'6px 0'}));
const close=()=>{d.close();d.remove()};
if(found&&found.state==='open'){
const label=make('label','PIN – any 4 digits or more · ሚስጥር ቁጥር');const pin=make('input','',box);pin.type='password';pin.inputMode='numeric';pin.name='pin';pin.autocomplete='off';label.append(pin);
const told=make('p','',{color:'#b3261e',margin:'0'});told.setAttribute('role','alert');
const send=decision=>async()=>{
if(decision==='approve'&&!/^[0-9]{4,}$/.test(pin.value)){told.textContent='The PIN has 4 digits or more · ሚስጥር ቁጥሩ 4 አሃዝ ወይም ከዚያ በላይ ነው';pin.focus();return}
await fetch('${APP}/decide',{method:'POST',headers:{'content-type':'application/json'},body:JSON.stringify({token,decision,pin:pin.value})}).catch(()=>undefined);close()};
const yes=make('button','Pay · ክፈል',{...box,background:'#1f7a3d',color:'#fff',border:'0'});yes.onclick=send('approve');
const no=make('button','Decline · አትክፈል',box);no.onclick=send('decline');d.append(label,told,yes,no)}
else if(found)d.append(make('p','This payment is decided · ክፍያው ተወስኗል'));
const leave=make('button','Close · ዝጋ',box);leave.onclick=close;d.append(leave);
document.body.append(d);d.showModal()};
window.myJsChannel={postMessage:token=>{void ask(String(token))}};
})();
`;

/**
 * The CBE Birr Plus app on a phone. A browser cannot put an Authorization header on a page that it opens, and a web view can; so
 * the launcher shows the merchant's page through the stand-in, under a host of its own. The header goes with the first page
 * alone, as a web view does it; afterwards the merchant's own cookies hold.
 */
export function openCbebirrApp(cbebirr: Cbebirr, options: { likelyPhone(): string | undefined }): Part {
  const sessions = new Map<string, { origin: string; path: string; phone: string; greeted: boolean }>();
  const hostOf = ({ request }: Exchange): { name: string; port: string } => {
    const [, name = '', port = ''] = /^(.*?)(:\d+)?$/.exec(request.headers.host ?? '') ?? [];
    return { name, port };
  };

  const open = async (exchange: Exchange): Promise<true> => {
    const fields = await readFields(exchange);
    const given = textOf(fields, 'url');
    const phone = readNumber(textOf(fields, 'phone'));
    const again = (problem: string): true => sendHtml(exchange, 422, launcher(textOf(fields, 'phone'), given, problem));
    if (phone === undefined) return again(both('Write the number as 09… or 07…', 'ቁጥሩን በ09… ወይም 07… ይጻፉ'));
    if (!isSafeCallback(given)) return again(both('That is no address of a page', 'ይህ የገጽ አድራሻ አይደለም'));
    const url = new URL(given);
    const id = randomBytes(16).toString('base64url');
    sessions.set(id, { origin: url.origin, path: `${url.pathname}${url.search}`, phone, greeted: false });
    return redirect(exchange, `http://${HOST}${hostOf(exchange).port}${APP}/enter?session=${id}`);
  };

  const enter = (exchange: Exchange): true => {
    const id = exchange.query.get('session') ?? '';
    const session = sessions.get(id);
    if (session === undefined) return sendText(exchange, 404, 'The app was closed');
    exchange.response.setHeader('set-cookie', `${COOKIE}=${id}; Path=/; HttpOnly; SameSite=Lax`);
    return redirect(exchange, session.path);
  };

  const payment = (exchange: Exchange): true => {
    const found = cbebirr.book.findByToken(exchange.query.get('token') ?? '');
    if (found === undefined) return sendJson(exchange, 404, {});
    return sendJson(exchange, 200, {
      amount: found.amount,
      state: found.state,
      companyName: cbebirr.config.companyName,
    });
  };

  const decide = async (exchange: Exchange): Promise<true> => {
    const fields = await readFields(exchange);
    const found = cbebirr.book.findByToken(textOf(fields, 'token'));
    const { decision } = fields;
    if (found === undefined || (decision !== 'approve' && decision !== 'decline')) return sendJson(exchange, 404, {});
    if (decision === 'approve' && !/^\d{4,}$/.test(textOf(fields, 'pin'))) return sendJson(exchange, 422, {});
    // a silent wallet shows its screen and does nothing
    if (cbebirr.switchesOf(found).pin !== 'silent')
      void cbebirr.decide(found, decision === 'approve' ? 'paid' : 'declined');
    return sendJson(exchange, 200, { state: found.state });
  };

  return async (exchange) => {
    const { method, path } = exchange;
    const inside = hostOf(exchange).name === HOST;
    switch (`${method} ${path}`) {
      case `GET ${APP}`:
        return sendHtml(
          exchange,
          200,
          launcher((options.likelyPhone() ?? '').replace('+251', '0'), exchange.query.get('url') ?? ''),
        );
      case `POST ${APP}/open`:
        return open(exchange);
      case `GET ${APP}/enter`:
        return enter(exchange);
      case `GET ${APP}/payment`:
        return payment(exchange);
      case `POST ${APP}/decide`:
        return decide(exchange);
      case `GET ${APP}/channel.js`:
        exchange.response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' });
        exchange.response.end(CHANNEL);
        return true;
      default: {
        if (!inside) return false;
        const id = new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(exchange.request.headers.cookie ?? '')?.[1] ?? '';
        const session = sessions.get(id);
        if (session === undefined)
          return sendHtml(exchange, 404, launcher('', '', both('Nothing is open', 'ምንም አልተከፈተም')));
        const authorization = `Bearer ${cbebirr.tokenOf(session.phone)}`;
        const first = !session.greeted;
        session.greeted = true;
        return showMerchant(exchange, {
          origin: session.origin,
          shownAt: `http://${exchange.request.headers.host ?? HOST}`,
          ...(first ? { authorization } : {}),
          ownCookie: COOKIE,
          script: `${APP}/channel.js`,
        });
      }
    }
  };
}
