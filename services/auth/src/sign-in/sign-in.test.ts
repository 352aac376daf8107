import { t } from 'tap';
import { startTestAuth } from '../testing.ts';
import { safeReturn } from './sign-in.routes.ts';

const lab = await startTestAuth(t);
const post = async (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  await lab.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: lab.appOrigin, ...headers },
    body: new URLSearchParams(fields).toString(),
  });

t.test('two forms without JavaScript lead from a number to where the reader wanted to go', async (t) => {
  const first = await lab.app.inject({ url: '/sign-in?return=/k&lang=en' });
  t.equal(first.statusCode, 200);
  t.match(first.body, /<title>Sign in<\/title>/);
  t.match(first.headers['content-security-policy'], /script-src 'self'/);
  const second = await post('/sign-in?lang=en', { phone: '0911000301', return: '/k' });
  t.equal(second.statusCode, 200);
  t.match(second.body, /0911 000 301/);
  t.match(second.body, /autocomplete="one-time-code"/);
  const done = await post('/sign-in/code?lang=en', {
    phone: '+251911000301',
    code: lab.sent.at(-1)?.code ?? '',
    return: '/k',
  });
  t.equal(done.statusCode, 303);
  t.equal(done.headers.location, '/k?lang=en');
  t.same(done.cookies.map((c) => c.name).sort(), ['ws_access', 'ws_refresh']);
});

t.test('a wrong number keeps what was typed, and the title says that there is an error', async (t) => {
  const answer = await post('/sign-in?lang=en', { phone: '+254 711 <b>', return: '/k' });
  t.equal(answer.statusCode, 422);
  t.match(answer.body, /<title>Error: Sign in<\/title>/);
  t.match(answer.body, /value="\+254 711 &lt;b&gt;"/);
  t.match(answer.body, /role="alert"/);
  const amharic = await post('/sign-in', { phone: 'x', return: '/k' }, { 'accept-language': 'am' });
  t.match(amharic.body, /<title>ስህተት፦/);
});

t.test('a wrong code says so and keeps the number', async (t) => {
  await lab.codeFor('0911000302');
  const answer = await post('/sign-in/code?lang=en', { phone: '+251911000302', code: '000000', return: '/k' });
  t.equal(answer.statusCode, 422);
  t.match(answer.body, /not right or no longer valid/);
  t.match(answer.body, /name="phone" value="\+251911000302"|value="\+251911000302"/);
});

t.test('another language keeps the number and the tick, sends no code and tries none', async (t) => {
  const sent = lab.sent.length;
  const number = await post('/sign-in?lang=am', { phone: '0911 00', return: '/k', relabel: '1' });
  t.equal(number.statusCode, 200);
  t.match(number.body, /<html lang="am">.*value="0911 00"/s);
  const typed = { phone: '+251911000303', code: '12', borrowed: 'yes', return: '/k', relabel: '1' };
  const code = await post('/sign-in/code?lang=am', typed);
  t.equal(code.statusCode, 200);
  t.match(code.body, /<html lang="am">.*value="\+251911000303".*name="borrowed"[^>]* checked/s);
  t.equal(lab.sent.length, sent);
});

t.test('a form from another site is refused as a page', async (t) => {
  const answer = await post('/sign-in', { phone: '0911000303' }, { origin: 'https://evil.example' });
  t.equal(answer.statusCode, 403);
  t.match(answer.headers['content-type'], /text\/html/);
});

t.test('only a path of ours is a way back', async (t) => {
  for (const bad of [
    '//evil.example',
    'https://evil.example',
    '/\\evil',
    'javascript:x',
    '',
    undefined,
    `/${'x'.repeat(600)}`,
  ]) {
    t.equal(safeReturn(bad), '/k', String(bad).slice(0, 30));
  }
  t.equal(safeReturn('/k?page=2'), '/k?page=2');
  for (const odd of ['/.//evil.example', '/%2e//evil.example']) {
    await lab.codeFor('0911000306');
    const code = lab.sent.at(-1)?.code ?? '';
    const done = await post('/sign-in/code?lang=en', { phone: '+251911000306', code, return: odd });
    t.equal(done.headers.location, '/evil.example?lang=en', odd);
    lab.clock.advance(61);
  }
});

t.test('a page whose short token ran out comes back signed in; without a session it leads to the form', async (t) => {
  await lab.codeFor('0911000304');
  const signedIn = await post('/sign-in/code', { phone: '+251911000304', code: lab.sent.at(-1)?.code ?? '' });
  const refresh = signedIn.cookies.find((c) => c.name === 'ws_refresh')?.value ?? '';
  const back = await lab.app.inject({
    url: '/v1/auth/refresh?return=/k',
    headers: { cookie: `ws_refresh=${refresh}` },
  });
  t.equal(back.statusCode, 303);
  t.equal(back.headers.location, '/k');
  t.ok(back.cookies.some((c) => c.name === 'ws_access' && c.value.length > 20));
  const nobody = await lab.app.inject({ url: '/v1/auth/refresh?return=/k' });
  t.equal(nobody.headers.location, '/sign-in?return=%2Fk');
});

t.test('the language of the page goes along: to the form, through it, and back', async (t) => {
  const to = async (url: string) => (await lab.app.inject({ url })).headers.location;
  t.equal(await to('/v1/auth/refresh?return=/k&lang=en'), '/sign-in?return=%2Fk&lang=en');
  t.equal(await to('/v1/auth/refresh?return=%2Fk%3Flang%3Dam'), '/sign-in?return=%2Fk%3Flang%3Dam&lang=am');
  t.equal(await to('/v1/auth/refresh?return=%2Fk%3Flang%3Dam&lang=en'), '/sign-in?return=%2Fk%3Flang%3Dam&lang=en');
  t.equal(await to('/v1/auth/refresh?return=/k&lang=xx'), '/sign-in?return=%2Fk', 'no language of ours');
  const form = await lab.app.inject({ url: '/sign-in?return=/k&lang=en', headers: { 'accept-language': 'am' } });
  t.match(form.body, /<html lang="en">.*action="\/sign-in\?lang=en"/s);
  const code = await post('/sign-in?lang=en', { phone: '0911000305', return: '/k' }, { 'accept-language': 'am' });
  t.match(code.body, /<html lang="en">.*action="\/sign-in\/code\?lang=en"/s);
  const done = await post('/sign-in/code?lang=en', {
    phone: '+251911000305',
    code: lab.sent.at(-1)?.code ?? '',
    return: '/k',
  });
  t.equal(done.headers.location, '/k?lang=en');
  const out = await post('/sign-out?lang=en', { return: '/k' });
  t.equal(out.headers.location, '/sign-in?return=%2Fk&lang=en');
});
