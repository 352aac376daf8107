import { appDark, appLight, colourCss, stateColours } from './themes.ts';

// Sheets are written to be small when compressed: few words, said often. Everything a page needs is one of the three
// strings below; a store's theme stands in front of them as custom properties on :root, which win over those on html.

/** On every page: type, buttons, fields, cards, states, the frame. */
const base = `
html{color-scheme:light;--ok:${stateColours.ok};--warn:${stateColours.warn};--bad:${stateColours.bad};--info:${stateColours.info};
--h1:1.73rem;--h2:1.44rem;--h3:1.2rem;--r:12px;--b:1px;--gap:16px;--hair:1px solid #8883;
--sans:Roboto,"Noto Sans Ethiopic",Kefa,Ebrima,Nyala,"Abyssinica SIL",system-ui,sans-serif;
--serif:"Noto Serif","Noto Serif Ethiopic",Kefa,Nyala,"Abyssinica SIL",serif;
--round:system-ui,"Noto Sans Ethiopic",sans-serif;--mono:ui-monospace,monospace;--face:var(--sans);
font-size:106.25%;-webkit-text-size-adjust:100%;scroll-padding:24px 0 112px}
[lang]{line-height:1.5}
[lang=am],[lang=ti]{line-height:1.7}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font-family:var(--face);overflow-wrap:anywhere}
main,footer,.top{max-width:38rem;margin:auto;padding:24px 20px}
main{padding-bottom:64px}
main>*,section>*{margin:0 0 var(--gap)}
h1,h2,h3{line-height:1.3;margin:0 0 12px;text-wrap:balance}
h1{font-size:var(--h1)}
h2{font-size:var(--h2);margin-top:40px}
h3{font-size:var(--h3)}
:is(h1,h2,h3):lang(en){letter-spacing:-.015em}
:is(h1,h2,h3):is(:lang(am),:lang(ti)){line-height:1.45}
:is(em,i):lang(am){font-style:normal}
strong:lang(am){text-decoration:underline 2px var(--accent);text-underline-offset:.25em}
p{margin:0 0 12px}
a{color:var(--link);text-underline-offset:.2em}
img,video{max-width:100%;height:auto}
:focus-visible{outline:3px solid var(--focus);outline-offset:3px;box-shadow:0 0 0 3px var(--ground)}
.vh,.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:fixed;z-index:9;top:12px;left:12px;padding:12px 20px;background:var(--surface)}
.muted,.hint,footer{color:var(--muted);font-size:.92rem}
.num{font-variant-numeric:tabular-nums;white-space:nowrap}
.ok{--c:var(--ok)}.warn{--c:var(--warn)}.bad{--c:var(--bad)}.info{--c:var(--info)}
.i{width:20px;height:20px;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.btn{display:inline-flex;align-items:center;justify-content:center;gap:8px;min-height:52px;padding:12px 24px;text-align:center;
border:var(--b) solid var(--edge,var(--accent));border-radius:var(--r);background:var(--fill,var(--accent));color:var(--in,var(--on));
font:600 1rem/1.3 var(--face);text-decoration:none;cursor:pointer;transition:filter .15s,transform .15s}
.btn:hover{filter:brightness(.93);text-decoration:underline}
.btn:active{transform:translateY(1px)}
.btn.quiet{background:none;border-color:var(--line);color:var(--link)}
.btn.danger{background:var(--bad);border-color:var(--bad);color:var(--ground)}
.btn[aria-disabled]{background:none;border:2px dashed var(--line);color:var(--text);cursor:default}
.wide{width:100%}
.acts{display:flex;flex-wrap:wrap;gap:12px}
.field,fieldset{display:grid;gap:8px;min-width:0;margin:0 0 28px;padding:0;border:0}
.field p,fieldset p{margin:0}
label,legend{font-weight:600;line-height:1.45;padding:0}
legend{margin-bottom:8px}
input,textarea,select{width:100%;min-height:52px;padding:12px 14px;border:var(--b) solid var(--line);border-radius:min(var(--r),12px);
background:var(--surface);color:var(--text);font:inherit;line-height:1.3;accent-color:var(--link)}
textarea{min-height:128px;line-height:inherit}
[readonly]{border-style:dashed}
[aria-invalid=true]{border:2px solid var(--bad)}
.with{display:flex;align-items:center;gap:12px}
.error{display:flex;gap:8px;color:var(--bad);font-weight:600}
.error .i,.banner .i{margin-top:.2em}
.choice,.tick{display:grid;grid-template-columns:auto 1fr auto;gap:0 14px;align-items:center;min-height:56px;font-weight:400}
.choice{padding:14px 16px;border:var(--b) solid var(--line);border-radius:var(--r);background:var(--surface)}
.choice:has(:checked){border-color:var(--link);box-shadow:inset 0 0 0 1px var(--link)}
.choice:has(:disabled){border-style:dashed;color:var(--muted)}
.choice small,.tick small{grid-column:2/-1}
[type=radio],[type=checkbox]{width:24px;min-height:24px;height:24px;margin:0}
.errors{padding:20px;border:2px solid var(--bad);border-radius:var(--r);background:var(--surface)}
.errors h2{margin:0 0 8px;font-size:var(--h3)}
.errors ul{margin:0;padding-inline-start:20px}
.errors a{color:var(--bad);font-weight:600;display:inline-block;padding:4px 0}
.card,.banner{display:flex;gap:16px;position:relative;padding:16px;border:var(--hair);border-radius:var(--r);background:var(--surface)}
.card>div{flex:1;min-width:0}
.card :is(h2,h3){margin:0 0 4px;font-size:1rem}
.card p,.banner p{margin:0 0 4px}
.main{color:inherit;text-decoration:none}
.main:hover{text-decoration:underline}
.main:after{content:"";position:absolute;inset:0;border-radius:var(--r)}
.card .btn{position:relative;margin-top:8px}
.banner{gap:12px;border-inline-start:4px solid var(--c)}
.banner .i,.badge{color:var(--c,var(--muted))}
.badge{display:inline-flex;align-items:center;gap:6px;font-size:.92rem;font-weight:600;line-height:1.4}
.pic{width:64px;height:64px;flex:none;border-radius:min(var(--r),12px);object-fit:cover}
.big{width:96px;height:96px}
.round{border-radius:50%}
.tile{display:grid;place-items:center;background:var(--accent);color:var(--on);font-size:var(--h2);font-weight:600;line-height:1}
.empty{padding:48px 16px;text-align:center}
.empty .i{width:40px;height:40px;stroke-width:1;color:var(--muted)}
.pages{display:flex;align-items:center;justify-content:space-between;gap:12px}
footer{border-top:var(--hair)}
footer p{margin:0}
.langs{display:flex;gap:20px}
.langs a,.tap{display:inline-flex;align-items:center;min-height:48px}
.langs [aria-current]{color:var(--text);text-decoration:none;font-weight:600}
@media(prefers-reduced-motion:reduce){*{transition:none!important;animation:none!important}}
`;

/** On pages of a store: the head of the page, links, prices, galleries, the bar that keeps Buy in reach. */
const store = `
.hero{display:grid;gap:8px;justify-items:center;text-align:center;padding:16px 0 24px}
.hero.start{justify-items:start;text-align:start}
.hero h1,.hero p{margin:0}
.cover{width:100%;border-radius:var(--r);object-fit:cover}
.link{display:flex;align-items:center;gap:14px;min-height:56px;padding:12px 16px;border:var(--b) solid var(--line);border-radius:var(--r);
background:var(--surface);color:var(--text);font-weight:600;line-height:1.4;text-decoration:none}
.link:hover{text-decoration:underline}
.link.important{background:var(--accent);border-color:var(--edge,var(--accent));color:var(--on)}
.price{font-weight:700}
.price s{color:var(--muted);font-weight:400}
.lead{font-size:var(--h3)}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:var(--gap)}
.row{display:flex;flex-wrap:wrap;gap:8px 20px;padding:0;list-style:none}
.row a{display:inline-flex;align-items:center;gap:8px;min-height:48px}
details{border-bottom:var(--hair)}
summary{min-height:52px;padding:14px 0;font-weight:600;line-height:1.4;cursor:pointer}
blockquote{margin:0;padding-inline-start:20px;border-inline-start:3px solid var(--accent)}
.buy{display:flex;align-items:center;justify-content:space-between;gap:16px;position:sticky;bottom:0;margin:0 -20px;padding:12px 20px;
background:var(--surface);border-top:var(--hair)}
`;

/** On pages of ours (sign-in, checkout, waiting, library, timeline): tables, sums, the timeline, day and night. */
const app = `
html{${colourCss(appLight, 'light')}}
@media(prefers-color-scheme:dark){html{${colourCss(appDark, 'dark')}}}
.top{display:flex;align-items:center;gap:10px;padding-bottom:0}
.top a{display:inline-flex;align-items:center;gap:10px;min-height:48px;color:inherit;font-weight:600;text-decoration:none}
.top .i{color:var(--link)}
.sums{margin:0 0 28px}
.sums div{display:flex;justify-content:space-between;align-items:baseline;gap:20px;padding:8px 0}
.sums dd{margin:0;text-align:end}
.sums .total{margin-top:8px;padding-top:14px;border-top:var(--b) solid var(--line);font-size:var(--h3);font-weight:700}
.steps{margin:0;padding:0;list-style:none}
.steps li{position:relative;padding:0 0 28px 40px}
.steps li .i{position:absolute;left:0;top:.15em;width:24px;height:24px;color:var(--c,var(--muted))}
.steps li:not(:last-child):before{content:"";position:absolute;left:11px;top:36px;bottom:4px;width:2px;background:var(--line)}
.steps p{margin:0}
.steps b{font-size:var(--h3);line-height:1.4}
.code{font:600 var(--h1)/1.4 var(--mono)}
#code{max-width:11rem;font-size:var(--h2);letter-spacing:.2em}
.wait{text-align:center}
.prompt{width:15rem;max-width:100%;margin:0 auto 28px;padding:56px 16px;border:8px solid var(--line);border-radius:36px;background:#8882;font-size:.92rem}
.prompt div{padding:16px;border-radius:12px;background:var(--surface);box-shadow:0 4px 16px #0003}
.prompt p{margin:0 0 8px}
.prompt i{display:block;height:10px;margin-top:12px;border-bottom:2px solid var(--line)}
summary{min-height:48px;padding:12px 0;font-weight:600;cursor:pointer}
table{width:100%;border-collapse:collapse}
caption{text-align:start;font-weight:600;margin-bottom:8px}
td,th{padding:12px 16px 12px 0;border-bottom:var(--hair);text-align:start;font-weight:400}
td.num,th.num{text-align:end}
tbody th{font-weight:600}
@media(min-width:700px){td .key{display:none}}
@media(max-width:699px){thead{position:absolute;clip-path:inset(50%)}
tr{display:grid;grid-template-columns:1fr auto;gap:0 16px;padding:14px 0;border-bottom:var(--hair)}
td,th{padding:0;border:0}
.key{color:var(--muted);font-size:.92rem}}
@media print{.langs,.acts,.btn{display:none}}
`;

/** For documents that need no more than words, buttons and cards (problem pages of a store). */
export const baseSheet: string = tight(base);
/** For a store's pages; stands after a theme. */
export const storeSheet: string = baseSheet + tight(store);
/** For pages of ours; light and dark by the reader's own setting. */
export const appSheet: string = baseSheet + tight(app);

function tight(css: string): string {
  return css
    .replace(/\n/g, '')
    .replace(/;}/g, '}')
    .replace(/#[0-9A-F]{6}/g, (colour) => colour.toLowerCase());
}
