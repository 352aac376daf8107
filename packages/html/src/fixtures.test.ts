import t from 'tap';
import { fixturePage, fixtures, storeFixturePage } from './fixtures.ts';
import { errorOf, errorSummary, form, radioCards, titleWithError } from './forms.ts';
import { textArea } from './fields.ts';
import { groupedCode, letterTile, money, pagination } from './parts.ts';
import { themes } from './themes.ts';

type Tag = { readonly name: string; readonly attributes: Readonly<Record<string, string>> };

/** The opening tags of a document in order; our own markup quotes every value. */
function tagsOf(document: string): Tag[] {
  const body = document.replace(/<style>.*?<\/style>/s, '');
  return [...body.matchAll(/<([a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map((match) => ({
    name: match[1] ?? '',
    attributes: Object.fromEntries(
      [...(match[2] ?? '').matchAll(/([a-zA-Z:-]+)(?:="([^"]*)")?/g)].map((pair) => [pair[1] ?? '', pair[2] ?? '']),
    ),
  }));
}

/** What a walk through a document finds wrong. */
function defects(document: string): string[] {
  const tags = tagsOf(document);
  const ids = tags.map((tag) => tag.attributes['id']).filter((id) => id !== undefined);
  const found = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `the id ${id} is there twice`);
  const labels = new Set(tags.map((tag) => tag.attributes['for']));
  const wrapped = [...document.matchAll(/<label class="(?:choice|tick)"><input id="([^"]*)"/g)].map(
    (match) => match[1],
  );
  const referenced = new Set<string>();
  for (const tag of tags) {
    const { id, type } = tag.attributes;
    for (const name of ['aria-describedby', 'aria-labelledby', 'for']) {
      for (const to of (tag.attributes[name] ?? '').split(' ').filter(Boolean)) {
        referenced.add(to);
        if (!ids.includes(to)) found.push(`${name} of ${id} points to nothing: ${to}`);
      }
    }
    const field = ['input', 'select', 'textarea'].includes(tag.name) && type !== 'hidden';
    if (field && !labels.has(id ?? '') && !wrapped.includes(id)) found.push(`no label for ${id}`);
    const href = tag.attributes['href'] ?? '';
    if (href.startsWith('#') && href.length > 1 && !ids.includes(href.slice(1)))
      found.push(`the link ${href} leads nowhere`);
    if (tag.name === 'img' && (tag.attributes['alt'] === undefined || !tag.attributes['width']))
      found.push('a picture without alt or size');
    if (tag.attributes['disabled'] !== undefined && tag.name === 'button') found.push('a disabled button');
  }
  for (const id of ids)
    if (id.endsWith('-error') && !referenced.has(id) && document.includes(`class="error" id="${id}"`))
      found.push(`nobody says the error ${id}`);
  const invalid = tags.filter((tag) => tag.attributes['aria-invalid'] === 'true');
  for (const tag of invalid)
    if (!/-error\b/.test(tag.attributes['aria-describedby'] ?? '')) found.push('an invalid field without its words');
  let level = 0;
  for (const tag of tags) {
    const next = Number(/^h([1-6])$/.exec(tag.name)?.[1] ?? 0);
    if (next === 0) continue;
    // The error summary may stand before the h1.
    if (next > level + 1 && !(level === 0 && next === 2)) found.push(`h${next} follows h${level}`);
    level = next;
  }
  if (tags.filter((tag) => tag.name === 'h1').length !== 1) found.push('not exactly one h1');
  return found;
}

t.test('every part in every state holds together, in both languages', (t) => {
  t.ok(fixtures.length >= 12);
  for (const lang of ['am', 'en'] as const) {
    const document = fixturePage(lang);
    t.same(defects(document), [], lang);
    const tags = tagsOf(document);
    t.ok(tags.filter((tag) => tag.name === 'input').length >= 24, 'fields were looked at');
    t.ok(tags.filter((tag) => tag.attributes['aria-invalid'] === 'true').length >= 8, 'errors were looked at');
  }
  for (const { id } of Object.values(themes)) t.same(defects(storeFixturePage('am', id)), [], id);
  t.end();
});

t.test('the walk finds planted defects', (t) => {
  const document = fixturePage('am');
  const plant = (from: string | RegExp, to: string): string[] => {
    const planted = document.replace(from, to);
    t.not(planted, document, `planted ${to}`);
    return defects(planted);
  };
  t.match(plant('<label for="phone">', '<label>'), ['no label for phone']);
  t.ok(plant('id="price"', 'id="phone"').includes('the id phone is there twice'));
  t.ok(
    plant(' aria-describedby="phone-short-hint phone-short-error"', '').includes(
      'nobody says the error phone-short-error',
    ),
  );
  t.ok(plant('<h2>buttons</h2>', '<h4>buttons</h4>').includes('h4 follows h2'));
  t.ok(plant('href="#rail-error"', 'href="#gone"').includes('the link #gone leads nowhere'));
  t.end();
});

t.test('the error summary has a link for each field with the very words of the field', (t) => {
  const document = fixturePage('am');
  const links = [...document.matchAll(/<li><a href="#([^"]+)">([^<]+)<\/a><\/li>/g)];
  t.equal(links.length, 3);
  for (const [, field, words] of links) {
    t.match(document, new RegExp(`id="${field}-error">.*?<span>${words}</span>`));
  }
  t.match(document, /<div class="errors" id="errors" role="alert" tabindex="-1" autofocus/);
  t.equal(errorSummary({ lang: 'am', errors: [] }), null);
  t.equal(errorOf([{ field: 'a', text: 'b' }], 'a'), 'b');
  t.equal(titleWithError('ክፍያ', true, 'am'), 'ስህተት፦ ክፍያ');
  t.equal(titleWithError('Pay', true, 'en'), 'Error: Pay');
  t.equal(titleWithError('Pay', false, 'en'), 'Pay');
  t.end();
});

t.test('a POST form without its proof is not drawn', (t) => {
  t.throws(() => form({ action: '/x', method: 'post', body: null }), TypeError);
  t.match(
    form({
      action: '/x',
      method: 'post',
      csrf: { name: 'csrf', value: '"' },
      hidden: { a: 'b' },
      body: null,
    }).toString(),
    '<form action="/x" method="post" novalidate><input type="hidden" name="csrf" value="&quot;"><input type="hidden" name="a" value="b"></form>',
  );
  t.end();
});

t.test('a way of paying that cannot be used is not chosen for the buyer and says why', (t) => {
  const out = radioCards({
    lang: 'en',
    name: 'rail',
    legend: 'x',
    value: 'a',
    options: [{ value: 'a', label: 'A', unavailable: 'too much' }],
  }).toString();
  t.notMatch(out, / checked/);
  t.match(out, /disabled aria-describedby="rail-detail"/);
  t.match(out, 'id="rail-detail">too much<');
  t.end();
});

t.test('a code is never drawn back into the page and a typed line break at the start is kept', (t) => {
  t.match(textArea({ lang: 'en', name: 'a', label: 'b', value: '\nx' }).toString(), '>\n\nx</textarea>');
  t.end();
});

t.test('sums never break, codes are read digit by digit, tiles take a whole letter', (t) => {
  t.match(money('1,199.50 ብር').toString(), '1,199.50\u00A0ብር');
  t.match(money('1 birr', { lang: 'en', text: '2 birr' }).toString(), '<span class="vh">before: </span>2\u00A0birr');
  t.match(
    groupedCode('700 123 456').toString(),
    'aria-label="7 0 0 1 2 3 4 5 6"><span>700</span><span>123</span><span>456</span></p>',
  );
  t.match(letterTile('').toString(), '·');
  t.match(letterTile('👩‍🍳 cook').toString(), '>👩‍🍳<');
  t.equal(pagination({ lang: 'en', page: 1, pages: 1, href: () => '' }), null);
  t.notMatch(pagination({ lang: 'en', page: 1, pages: 2, href: (page) => `?page=${page}` })?.toString(), /rel="prev"/);
  t.end();
});
