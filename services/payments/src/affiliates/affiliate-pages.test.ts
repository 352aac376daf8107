import t from 'tap';
import { startTestPayments } from '../testing.ts';
import { spokenName } from './affiliates.ts';
import { allow, personWith, shop } from './testing.ts';

t.test('the agreement page: the terms before the link, without a script, in both languages', async (t) => {
  const lab = await startTestPayments(t);
  const product = await lab.product();
  const url = `/affiliate/${product.id}?lang=en`;
  t.match((await lab.app.inject({ url })).body, /Nobody can join/);
  await allow(lab, product);
  const out = await lab.app.inject({ url });
  t.match(out.body, /You earn 30/);
  t.match(out.body, /v1\/auth\/refresh\?return=/, 'the way in');
  t.notMatch(out.body, /[?]ref=/);
  const person = await personWith(lab, '+251911777005');
  const browser = lab.people.browser(person);
  const form = (body: Record<string, string>, headers: Record<string, string> = browser) => ({
    method: 'POST' as const,
    url,
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ _csrf: person.csrf, percent: '30', ...body }).toString(),
  });
  const missing = await lab.app.inject(form({ name: 'x' }));
  t.equal(missing.statusCode, 422);
  t.match(missing.body, /Tick that you accept/);
  t.match(missing.body, /3 to 12 letters/);
  t.match((await lab.app.inject({ url: `/affiliate/${product.id}?lang=am`, headers: browser })).body, /ውሉ/);
  const joined = await lab.app.inject(form({ name: 'Sara', accept: '1' }));
  t.equal(joined.statusCode, 303, joined.body);
  t.match((await lab.app.inject({ url, headers: browser })).body, /SARA[1-9].*ref=sara[1-9]/s);
  t.equal((await lab.app.inject(form({ name: 'Sara', accept: '1' }, {}))).statusCode, 401);
  t.match((await lab.app.inject({ url: '/affiliate?lang=en', headers: browser })).body, /No sale yet/);
  t.match((await lab.app.inject({ url: '/affiliate?lang=en' })).body, /First sign in/);
  const gone = await lab.app.inject({ url: '/affiliate/00000000-0000-7000-8000-000000000000?lang=en' });
  t.equal(gone.statusCode, 404);
});

t.test('the checkout names who is paid for the recommendation, and keeps her through a mistake', async (t) => {
  const lab = await startTestPayments(t);
  const { product, code } = await shop(lab);
  const page = await lab.app.inject({ url: `/checkout/${product.id}?lang=en&ref=${code.toLowerCase()}` });
  t.match(page.body, new RegExp(`${code} recommends this`));
  t.match(page.body, new RegExp(`name="ref" value="${code}"`));
  const post = async (body: Record<string, string>) =>
    await lab.app.inject({
      method: 'POST',
      url: `/checkout/${product.id}?lang=en`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ rail: 'telebirr', attempt: 'one', ...body }).toString(),
    });
  const wrong = await post({ phone: '12', code: `NOSUCH ${code}` });
  t.equal(wrong.statusCode, 422);
  t.match(wrong.body, new RegExp(`name="ref" value="${code}"`), 'her word travels on although the other is unknown');
  const own = await post({ phone: '0911777001', code, ref: code });
  t.equal(own.statusCode, 409);
  t.match(own.body, /your own code/);
  t.notMatch(own.body, /recommends this/);
  const strange = await lab.app.inject({
    url: `/checkout/${product.id}?lang=en&ref=${encodeURIComponent('"><script>')}`,
  });
  t.equal(strange.statusCode, 200);
  t.notMatch(strange.body, /name="ref"/);
});

t.test('names become words that can be said, in either script', async (t) => {
  t.equal(spokenName('Abebe'), 'ABEBE');
  t.equal(spokenName('አበበ'), 'ABEBE');
  t.equal(spokenName('Zoë Ångström'), 'ZOEANGSTROM');
  t.equal(spokenName('ab'), undefined);
  t.equal(spokenName('12345'), undefined);
});
