import { createHash } from 'node:crypto';
import { brotliCompressSync } from 'node:zlib';
import t from 'tap';
import { fixturePage, storeFixturePage } from './fixtures.ts';
import { html } from './html.ts';
import {
  contentSecurityPolicy,
  inLanguage,
  langSwitch,
  type Page,
  renderPage,
  securityHeaders,
  styleHash,
  styleHashes,
} from './page.ts';
import { problemPage } from './problem-page.ts';
import { storeSheet } from './sheet.ts';

const share = {
  title: 'ፊዚክስ 12 – ሳራ',
  description: 'PDF, 64 pages, 199.50 birr',
  siteName: 'ሳራ "ተክሌ"',
  type: 'product',
  url: 'https://store.example/@sara/p/physics',
  image: { url: 'https://store.example/i/abc.jpg', width: 1200, height: 630, alt: 'physics' },
} as const;

const page: Page = {
  lang: 'am',
  title: 'ፊዚክስ </title><script>',
  description: 'd',
  canonical: 'https://store.example/@sara?page=2',
  share,
  theme: { id: 'buna' },
  sheet: storeSheet,
  path: '/@sara?page=2',
  body: html`<h1>ሰላም</h1>`,
};

t.test('a page is a whole document in its language, with skip link, landmarks and language switch', (t) => {
  const out = renderPage(page);
  t.match(
    out,
    /^<!doctype html><html lang="am"><head><meta charset="utf-8"><title>ፊዚክስ &lt;\/title&gt;&lt;script&gt;<\/title>/,
  );
  t.match(out, /<body><a class="skip" href="#main">/);
  t.match(out, /<main id="main"><h1>ሰላም<\/h1><\/main><footer>/);
  t.equal(out.match(/<main/g)?.length, 1);
  t.match(out, 'href="/@sara?page=2&amp;lang=en" lang="en" hreflang="en"');
  t.match(out, 'href="/@sara?page=2&amp;lang=am" lang="am" hreflang="am" aria-current="true"');
  t.match(out, '<link rel="alternate" hreflang="en" href="https://store.example/@sara?page=2&amp;lang=en">');
  const kept = renderPage({ ...page, keeps: { id: 'pay', path: '/checkout/1' } });
  t.match(
    kept,
    '<button form="pay" formaction="/checkout/1?lang=en" name="relabel" value="1" lang="en">English</button>',
  );
  t.notMatch(out, /noindex/);
  t.match(renderPage({ ...page, status: 404 }), /noindex/);
  t.match(renderPage({ ...page, index: false }), /noindex/);
  t.end();
});

t.test('all share tags stand before the style and within the first 4096 bytes', (t) => {
  const out = renderPage(page);
  const last = out.lastIndexOf('og:');
  t.ok(out.indexOf('og:title') > 0 && last < out.indexOf('<style>'));
  t.ok(Buffer.byteLength(out.slice(0, last)) < 4096);
  const all = [
    'title',
    'description',
    'type',
    'url',
    'site_name',
    'locale',
    'image',
    'image:width',
    'image:height',
    'image:alt',
  ];
  for (const tag of all) t.match(out, `property="og:${tag}"`);
  t.match(out, 'content="ሳራ &quot;ተክሌ&quot;"');
  t.end();
});

t.test('the policy allows the one style of the page and nothing that is injected', (t) => {
  const out = renderPage(page);
  const css = /<style>(.*?)<\/style>/s.exec(out)?.[1] ?? '';
  const hash = `sha256-${createHash('sha256').update(css).digest('base64')}`;
  t.same(styleHashes(out), [hash]);
  t.equal(styleHash(css), hash);
  const injected = out.replace('</main>', '<style>body{display:none}</style></main>');
  t.same(styleHashes(injected), [hash]);
  const policy = contentSecurityPolicy({
    styleHashes: [hash],
    imgOrigins: ['https://img.example/path'],
    formActions: ['http://app.localhost:8080'],
    connect: [],
  });
  t.match(policy, "default-src 'none';script-src 'self';style-src 'sha256-");
  t.match(policy, "img-src 'self' https://img.example;");
  t.match(policy, "form-action 'self' http://app.localhost:8080;");
  t.notMatch(policy, /unsafe|\*/);
  t.throws(() => contentSecurityPolicy({ styleHashes: ["x' *"] }), TypeError);
  t.throws(() => contentSecurityPolicy({ styleHashes: [], imgOrigins: ['data:x'] }), TypeError);
  t.end();
});

t.test('pages of ours carry no inline script, no inline style and no handler', (t) => {
  const all = [
    fixturePage('am'),
    fixturePage('en'),
    storeFixturePage('am', 'buna'),
    storeFixturePage('en', 'lalibela'),
  ];
  for (const out of all) {
    t.notMatch(out, /<script|\sstyle=|\son[a-z]+=/);
    t.equal(styleHashes(out).length, 1);
  }
  const bytes = Object.entries(
    securityHeaders({ styleHashes: styleHashes(all[0] ?? ''), imgOrigins: [], formActions: [] }),
  )
    .map(([name, value]) => name.length + value.length + 4)
    .reduce((sum, each) => sum + each, 0);
  t.ok(bytes <= 900, `${bytes} bytes of headers`);
  t.end();
});

t.test('the language switch keeps path and query and never leaves the site', (t) => {
  t.equal(inLanguage('/pay/1?step=2&lang=am', 'en'), '/pay/1?step=2&lang=en');
  t.equal(inLanguage('//evil.example/x', 'en'), '/evil.example/x?lang=en');
  t.equal(inLanguage('/.//evil.example/x', 'en'), '/evil.example/x?lang=en');
  t.match(langSwitch('/"><script>', 'am').toString(), '/%22%3E%3Cscript%3E?lang=en');
  t.end();
});

t.test('a problem page says what happened and what to do, in at most 2000 bytes, and keeps the language', (t) => {
  for (const lang of ['am', 'en'] as const) {
    const out = problemPage({
      lang,
      status: 500,
      path: '/checkout/1',
      title: 'በእኛ በኩል ችግር ተፈጥሯል።',
      detail: 'ገንዘብዎ ደህና ነው፦ ምንም አልተጀመረም።',
      actions: [
        { href: '/a', label: 'እንደገና ይሞክሩ' },
        { href: 'javascript:x', label: 'የገዛኋቸው' },
      ],
      places: [{ href: '/', label: 'Windsurf' }],
      requestId: '01JD7Q2"><b>',
      time: { iso: '2026-11-20T09:03:00+03:00', text: '9:03' },
      help: { href: 'sms:9999?body=01JD7Q2', label: 'ለእርዳታ ይላኩ' },
    });
    t.match(out, `<html lang="${lang}">`);
    t.notMatch(out, /javascript:|<b>/);
    t.match(out, /noindex/);
    t.match(out, '01JD7Q2&quot;');
    const size = brotliCompressSync(out).length;
    t.ok(size <= 2000, `${size} bytes`);
  }
  t.end();
});
