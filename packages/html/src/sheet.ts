import { appDark, appLight, colourCss, stateColours } from './themes.ts';

// Sheets are written to be small when compressed: few words, said often. Everything a page needs is one of the strings
// at the end; a store's theme stands in front of it as custom properties on :root, which win over those on html.

/** On every page: type, buttons, words for the eye and for the ear, the frame. */
const frame = `
html{color-scheme:light;--ok:${stateColours.ok};--warn:${stateColours.warn};--bad:${stateColours.bad};--info:${stateColours.info};
--h1:1.73rem;--h2:1.44rem;--h3:1.2rem;--r:12px;--b:1px;--gap:16px;--hair:1px solid #8883;
font:106.25% Roboto,"Noto Sans Ethiopic",Kefa,Ebrima,Nyala,"Abyssinica SIL",system-ui,sans-serif;
-webkit-text-size-adjust:100%;scroll-padding:24px 0 112px}
[lang]{line-height:1.5}
[lang=am],[lang=ti]{line-height:1.7}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font-family:var(--face);overflow-wrap:anywhere}
main,footer,.top{max-width:38rem;margin:auto;padding:24px 20px}
main>*,section>*{margin:0 0 var(--gap)}
h1,h2,h3{line-height:1.3;margin:0 0 12px;text-wrap:balance}
h1{font-size:var(--h1)}
h2{font-size:var(--h2);margin-top:40px}
h3{font-size:var(--h3)}
:is(h1,h2,h3):is(:lang(am),:lang(ti)){line-height:1.45}
em:lang(am){font-style:normal}
strong:lang(am){text-decoration:underline var(--accent)}
p{margin:0 0 12px}
a{color:var(--link);text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--focus);outline-offset:3px;box-shadow:0 0 0 3px var(--ground)}
.vh,.skip:not(:focus){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.skip{position:fixed;padding:12px;background:var(--surface)}
.muted,.hint,.badge,footer{color:var(--muted);font-size:.92rem}
.num{font-variant-numeric:tabular-nums;white-space:nowrap}
.i{width:20px;height:20px;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.btn{display:inline-flex;align-items:center;justify-content:center;gap:8px;min-height:52px;padding:12px 24px;
border:var(--b) solid var(--edge,var(--accent));border-radius:var(--r);background:var(--fill,var(--accent));color:var(--in,var(--on));
font:inherit;font-weight:600;line-height:1.3;text-align:center;text-decoration:none;overflow-wrap:break-word;cursor:pointer}
.btn:hover,.main:hover{text-decoration:underline}
.quiet{background:none;border-color:var(--line);color:var(--link)}
.wide{width:100%}
.acts{display:flex;flex-wrap:wrap;gap:12px}
footer{border-top:var(--hair)}
.langs{display:flex;flex-wrap:wrap;gap:0 20px;margin:0}
.langs>*,.row a,.tap{display:inline-flex;align-items:center;min-height:48px}
.langs button{padding:0;border:0;background:none;color:var(--link);font:inherit;text-decoration:underline;cursor:pointer}
.langs [aria-current=true],[aria-current=true]{color:var(--text);text-decoration:none;font-weight:600}
`;

/** Things in a list, their pictures and states, strips, folded text. */
const cards = `
.ok{--c:var(--ok)}.warn{--c:var(--warn)}.bad{--c:var(--bad)}.info{--c:var(--info)}
.card,.banner{display:flex;gap:16px;position:relative;margin:0 0 var(--gap);padding:16px;border:var(--hair);border-radius:var(--r);background:var(--surface)}
.card{flex-wrap:wrap}
.card>div{flex:1 9rem}
.banner>div{flex:1}
.card :is(h2,h3){margin:0 0 4px;font-size:1rem}
.card p,.banner p{margin:0}
.main{color:inherit;text-decoration:none}
.main:after{content:"";position:absolute;inset:0}
.card .btn,.card .tap{position:relative}
.card .btn{margin-top:12px}
.banner{gap:12px;border-color:var(--c)}
.banner>.i{margin-top:.2em;color:var(--c)}
.banner p+*{margin-top:12px}
.badge{display:inline-flex;align-items:center;gap:6px;color:var(--c,var(--muted));font-weight:600;vertical-align:bottom;overflow-wrap:break-word}
.pic{width:64px;height:64px;flex:none;border-radius:min(var(--r),12px);object-fit:cover}
.big{width:96px;height:96px}
.tile{display:grid;place-items:center;border:var(--hair);background:var(--ground);color:var(--link);font-size:min(var(--h1),44px);line-height:1;font-weight:600}
.round{border-radius:50%}
.tile.round{background:var(--accent);color:var(--on)}
.price{font-weight:600}
details{border-bottom:var(--hair)}
summary{display:flex;justify-content:space-between;align-items:center;gap:16px;min-height:56px;padding:12px 0;font-weight:600;cursor:pointer}
summary:after{content:"+";color:var(--muted);font-size:var(--h2);line-height:1}
[open]>summary:after{content:"–"}
`;

/** Wherever something is typed or chosen. */
const fields = `
.field,fieldset{display:grid;gap:8px;min-width:0;margin:0 0 28px;padding:0;border:0}
.field p,fieldset p{margin:0}
form>details{margin:12px 0}
label,legend{font-weight:600;line-height:1.45;padding:0}
legend{margin-bottom:8px}
input,textarea,select{width:100%;min-height:52px;padding:12px 14px;border:var(--b) solid var(--line);border-radius:min(var(--r),12px);
background:var(--surface);color:var(--text);font:inherit;line-height:1.3;accent-color:var(--link)}
.field [aria-invalid]{border:2px solid var(--bad)}
.with{display:flex;align-items:center;gap:12px}
.error{display:flex;gap:8px;color:var(--bad);font-weight:600;line-height:1.45}
.choice,.tick{display:grid;grid-template-columns:auto 1fr auto;gap:2px 14px;align-items:center;min-height:56px}
.tick{font-weight:400}
.choice{padding:14px 16px;border:var(--b) solid var(--line);border-radius:var(--r);background:var(--surface)}
.choice:has(:checked){border-color:var(--link);box-shadow:inset 0 0 0 1px var(--link)}
.choice small,.tick small{grid-column:2/-1;font-weight:400}
[type=radio],[type=checkbox]{width:24px;min-height:24px;margin:0}
`;

/** On pages of a store: the head of the page, links, galleries, the bar that keeps Buy in reach. */
const store = `
img,video{max-width:100%;height:auto}
.hero{display:grid;gap:8px;justify-items:center;text-align:center;padding:16px 0}
.hero.start{justify-items:start;text-align:start}
.hero>*{margin:0}
.cover{width:100%;border-radius:var(--r);object-fit:cover}
.link{display:flex;align-items:center;gap:14px;min-height:56px;padding:12px 16px;border:var(--b) solid var(--line);border-radius:var(--r);
background:var(--surface);color:var(--text);font-weight:600;line-height:1.45;text-decoration:none}
.important{background:var(--accent);border-color:var(--edge,var(--accent));color:var(--on)}
.lead{font-size:var(--h3)}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:var(--gap)}
.row{display:flex;flex-wrap:wrap;gap:8px 20px;padding:0;list-style:none}
blockquote{margin:0;padding-inline-start:20px;border-inline-start:2px solid var(--accent)}
.buy{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:4px 16px;position:sticky;bottom:0;padding:12px 0;
background:var(--ground);box-shadow:0 0 0 99vw var(--ground);clip-path:inset(0 -99vw)}
`;

/** Colours of pages of ours, by the reader's own day or night. */
const dayAndNight = `
html{${colourCss(appLight, 'light')}}
@media(prefers-color-scheme:dark){html{${colourCss(appDark, 'dark')}}}
.top{padding-bottom:0}
.top a{display:inline-flex;align-items:center;gap:10px;min-height:48px;color:inherit;font-weight:600;text-decoration:none}
.top .i{color:var(--link)}
`;

/** On pages of ours (sign-in, checkout, waiting, library, timeline): what went wrong, sums, codes, the timeline. */
const app = `
textarea{min-height:128px}
.danger{background:var(--bad);border-color:var(--bad);color:var(--ground)}
[aria-disabled]{background:none;border:2px dashed var(--line);color:var(--text);cursor:default}
[readonly],.choice:has(:disabled){border-style:dashed}
[aria-invalid] .choice{border-color:var(--bad)}
.errors{padding:20px;border:2px solid var(--bad);border-radius:var(--r);background:var(--surface)}
.errors h2{margin:0;font-size:var(--h3)}
.errors ul,.field ul,.steps{margin:0;padding:0;list-style:none}
.field li{padding-top:12px}
.errors a{display:inline-block;padding:12px 0 10px;color:var(--bad);font-weight:600;line-height:1.45}
.sums{margin:0 0 28px}
.sums div{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:0 20px;padding:8px 0}
.sums dt{overflow-wrap:break-word}
.sums dd{margin:0}
.sums .total{margin-top:8px;padding-top:16px;border-top:var(--b) solid var(--line);font-size:var(--h3);font-weight:600}
.steps li{position:relative;padding:0 0 28px 40px}
.steps li>.i{position:absolute;left:0;top:.15em;width:24px;height:24px;color:var(--c,var(--muted))}
.steps li:not(:last-child):before{content:"";position:absolute;left:11px;top:36px;bottom:4px;width:2px;background:var(--line)}
.steps p{margin:0}
.steps b{font-size:var(--h3);line-height:1.45}
.code,.digits{font:600 var(--h1)/1.45 ui-monospace,monospace}
.code{user-select:all}
.code span+span{margin-inline-start:.4em}
.digits{max-width:12rem;letter-spacing:.15em}
.prompt{width:min(15rem,100%);margin:0 auto 28px;padding:56px 16px;border:8px solid var(--line);border-radius:36px;background:#8882}
.prompt div{padding:16px;border-radius:12px;background:var(--surface)}
.prompt i{display:block;height:24px;border-bottom:2px solid var(--line)}
.empty{padding:48px 16px;text-align:center}
.empty .i{width:48px;height:48px;stroke-width:1}
.pages{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:12px}
@media print{.langs,.acts,.btn{display:none}}
`;

/** Tables: columns where there is room, a list of rows on a phone. */
const tables = `
table{width:100%;margin:0 0 28px;border-collapse:collapse}
caption,td,th{padding:12px 16px 12px 0;text-align:start;font-weight:400}
tr{border-bottom:var(--hair)}
td.num,th.num{text-align:end}
caption,tbody th{font-weight:600}
.key{color:var(--muted);font-size:.92rem}
@media(min-width:700px){td .key{display:none}}
@media(max-width:699px){thead{position:absolute;clip-path:inset(50%)}
tr{display:grid;grid-template-columns:1fr auto;gap:0 16px;padding:14px 0}
td,th{padding:0}}
`;

/** For documents that need no more than words and buttons, in our own colours: problem pages. */
export const plainSheet: string = tight(frame + dayAndNight);
/** For a store's pages; stands after a theme. */
export const storeSheet: string = tight(frame + cards + fields + store);
/** For pages of ours; light and dark by the reader's own setting. */
export const appSheet: string = tight(frame + dayAndNight + cards + fields + app);
/** The same with tables. */
export const tableSheet: string = tight(frame + dayAndNight + cards + fields + app + tables);

function tight(css: string): string {
  return css.replace(/\n/g, '').replace(/;}/g, '}');
}
