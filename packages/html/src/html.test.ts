import t from 'tap';
import { attributes, html, jsonLd, type Renderable, safeUrl, textIn, trusted } from './html.ts';

const bio = '</p><script>alert("x")</script><img src=x onerror=\'alert(1)\'> & more';

t.test('what a person typed stays text, in text', (t) => {
  const out = html`<p>${bio}</p>`.toString();
  t.notMatch(out, /<script|<img/);
  t.equal(
    out,
    '<p>&lt;/p&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt; &amp; more</p>',
  );
  t.equal(html`<title>${'</title><script>'}</title>`.toString(), '<title>&lt;/title&gt;&lt;script&gt;</title>');
  t.equal(html`<textarea>${'</textarea><b>'}</textarea>`.toString(), '<textarea>&lt;/textarea&gt;&lt;b&gt;</textarea>');
  t.end();
});

t.test('a quote cannot leave an attribute, written by hand or by attributes()', (t) => {
  const typed = `" onfocus="alert(1)" x='`;
  for (const out of [
    html`<input value="${typed}">`,
    html`<input value='${typed}'>`,
    html`<input${attributes({ value: typed })}>`,
  ]) {
    t.notMatch(out.toString(), /onfocus="/);
    t.match(out.toString(), /&quot; onfocus=&quot;/);
  }
  t.end();
});

t.test('only addresses that can be followed without running something are drawn', (t) => {
  const bad = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' \u0001javascript:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>',
    'vbscript:x',
    'blob:https://x',
    'intent://x',
    'intent://x#Intent;scheme=https;package=evil.app;S.browser_fallback_url=https%3A%2F%2Fx;end',
    'intent://x#Intent;scheme=https;package=com.android.chrome;component=evil/.Main;S.browser_fallback_url=https%3A%2F%2Fx;end',
    'intent://x#Intent;scheme=file;package=com.android.chrome;S.browser_fallback_url=https%3A%2F%2Fx;end',
    'intent://x#Intent;scheme=https;package=com.android.chrome;S.browser_fallback_url=javascript%3A1;end',
    'file:///etc/passwd',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    'unknown:x',
  ];
  const good = [
    'https://example.com/a?b=c:d',
    'http://localhost:8080',
    'tel:+251911234567',
    'mailto:a@b.et',
    'sms:9999?body=a',
    'geo:9.01,38.76',
    'intent://x/r/1?lang=am#Intent;scheme=https;package=com.android.chrome;S.browser_fallback_url=https%3A%2F%2Fx%2Fr%2F1;end',
    '/@abeba',
    '?lang=am',
    '#top',
    'page/1:2',
    '',
  ];
  for (const href of bad) {
    t.equal(safeUrl(href), '#', JSON.stringify(href));
    t.equal(html`<a href="${href}">x</a>`.toString(), '<a href="#">x</a>');
    t.equal(html`<form${attributes({ action: href })}></form>`.toString(), '<form action="#"></form>');
  }
  for (const href of good) t.equal(safeUrl(href), href, JSON.stringify(href));
  t.equal(html`<img src="${'/a?b=1&c=2'}">`.toString(), '<img src="/a?b=1&amp;c=2">');
  t.end();
});

t.test('an address is not put together from two holes, since each alone would look harmless', (t) => {
  t.throws(() => html`<a href="${'java'}${'script:alert(1)'}">x</a>`, TypeError);
  t.throws(() => html`<a href="${'java'}script:alert(1)">x</a>`, TypeError);
  t.equal(html`<a href="${'/@abeba'}?page=${2}">x</a>`.toString(), '<a href="/@abeba?page=2">x</a>');
  t.equal(html`<a href="/p/${'"><b>'}">x</a>`.toString(), '<a href="/p/&quot;&gt;&lt;b&gt;">x</a>');
  t.end();
});

t.test('a hole where nothing is safe is refused', (t) => {
  const value = 'x' as Renderable;
  t.throws(() => html`<script>let a = ${value}</script>`, TypeError);
  t.throws(() => html`<style>${value}</style>`, TypeError);
  t.throws(() => html`<p style="color:${value}">x</p>`, TypeError);
  t.throws(() => html`<p onclick="${value}">x</p>`, TypeError);
  t.throws(() => html`<iframe srcdoc="${value}"></iframe>`, TypeError);
  t.throws(() => html`<a href=${value}>x</a>`, TypeError);
  t.throws(() => html`<${value}>`, TypeError);
  t.throws(() => html`<!-- ${value} -->`, TypeError);
  t.throws(() => html`<p ${value}>x</p>`, TypeError);
  t.throws(() => html`<p class="a`, TypeError);
  t.throws(() => html`<p class="${html`<b></b>`}">x</p>`, TypeError);
  t.throws(() => html`<p>${attributes({ id: 'a' })}</p>`, TypeError);
  for (const name of ['onclick', 'style', 'srcdoc', 'a b', 'x>', '']) {
    t.throws(() => attributes({ [name]: 'x' }), TypeError, name);
  }
  t.end();
});

t.test('an object that pretends to be markup is not drawn', (t) => {
  const forged: unknown = JSON.parse('{"markup":"<b>","toString":"x"}');
  t.throws(() => html`<p>${forged as Renderable}</p>`, TypeError);
  t.end();
});

t.test('nothing, numbers, markup and lists are drawn as they should be', (t) => {
  t.equal(html`${null}${undefined}${false}${0}${12n}${''}`.toString(), '012');
  t.equal(
    html`<ul>${['a', '<b>'].map((each) => html`<li>${each}</li>`)}</ul>`.toString(),
    '<ul><li>a</li><li>&lt;b&gt;</li></ul>',
  );
  t.equal(html`<p class="${['a', false, 'b']}">x</p>`.toString(), '<p class="a b">x</p>');
  t.equal(
    html`<input${attributes({ checked: true, disabled: false, value: '', min: 0, max: null })}>`.toString(),
    '<input checked value="" min="0">',
  );
  t.equal(textIn('am', 'ሰላም').toString(), '<span lang="am">ሰላም</span>');
  t.equal(html`a < b ${'c'}`.toString(), 'a < b c');
  t.end();
});

t.test('structured data cannot end its block', (t) => {
  const out = jsonLd({ name: '</script><script>alert(1)</script>\u2028' }).toString();
  t.equal(out.match(/<\/script>/g)?.length, 1);
  t.same(JSON.parse(out.replace(/<\/?script[^>]*>/g, '')), { name: '</script><script>alert(1)</script>\u2028' });
  t.end();
});

t.test('trusted takes what is written in the source and nothing made at run time', (t) => {
  t.equal(trusted('<hr>').toString(), '<hr>');
  const made: string = bio;
  // @ts-expect-error a plain string is refused by the compiler
  t.ok(trusted(made));
  t.end();
});
