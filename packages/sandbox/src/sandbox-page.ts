const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Makes text safe inside HTML and its attributes. */
export const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => escapes[c] ?? c);

/** A label in both languages; the sandbox shows both at once. */
export const both = (en: string, am: string): string => `${escape(en)} <span class="am" lang="am">${escape(am)}</span>`;

const STYLE = `
:root{color-scheme:light;--ink:#15202b;--soft:#5b6875;--line:#dde3e8;--ground:#eef1f4;--card:#fff;--blue:#0a6ebd;--green:#1f7a3d;--red:#b3261e}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.45 system-ui,"Noto Sans Ethiopic",sans-serif}
.am{color:var(--soft);font-size:.86em;white-space:nowrap}
button .am{color:inherit;opacity:.85}
h1,h2,h3,p{margin:0}
a{color:var(--blue);overflow-wrap:anywhere}
button,input,select{font:inherit;min-height:44px;border-radius:10px;border:1px solid #aeb9c2;padding:8px 12px;background:#fff;color:inherit;max-width:100%}
button{cursor:pointer;font-weight:600}
button.go{background:var(--green);border-color:var(--green);color:#fff}
button.no{background:#fff;border-color:var(--red);color:var(--red)}
button:focus-visible,input:focus-visible,select:focus-visible,a:focus-visible{outline:3px solid #f2a900;outline-offset:2px}
label{display:block;font-weight:600;margin:12px 0 4px}
.tape{background:#f2a900;color:#241a00;text-align:center;font-size:13px;font-weight:600;padding:4px 8px}
.wrong{background:#fdecea;border:1px solid var(--red);color:#7a1410;border-radius:10px;padding:10px 12px;margin:12px 0}
.row{display:flex;gap:8px;flex-wrap:wrap}.row>*{flex:1 1 auto}
`;

/** A whole page. `head` and `body` are HTML that is already safe. */
export function printPage(page: { title: string; style?: string; head?: string; body: string }): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(page.title)}</title><link rel="icon" href="data:,">${page.head ?? ''}
<style>${STYLE}${page.style ?? ''}</style></head>
<body>${page.body}</body></html>`;
}
