import t from 'tap';
import { buyersNumber, startTestPayments } from '../testing.ts';

t.test('UC-21: after a decline “try again” brings the form back as it was, for the browser that began', async (t) => {
  const lab = await startTestPayments(t);
  const { app, deps } = lab;
  const product = await lab.product();
  const other = await lab.product();
  const { orderId, token } = await lab.begin(product);
  const read = deps.tokens.read(token);
  if (!read?.opener) throw new Error('the browser that began has the address of who began');
  const page = async (url: string): Promise<string> => (await app.inject({ url })).body;
  const form = async (from: string, id = product.id): Promise<string> =>
    await page(`/checkout/${id}?lang=en&from=${from}`);
  const shown = /value="0911 234 567"/;
  t.notMatch(await form(token), shown, 'while it runs, nothing is shown');
  await lab.outside.telebirr.decline(orderId);
  await lab.work();
  const failed = await page(`/pay/${token}?lang=en`);
  t.match(failed, /nothing was taken/i);
  const again = /href="(\/checkout\/[^"]+)"/.exec(failed)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const kept = await page(again);
  t.match(kept, shown, `her number, as she typed ${buyersNumber}`);
  t.match(kept, /<input[^>]*value="telebirr"[^>]*checked/, 'and the way to pay');

  const friend = deps.tokens.sign({ ...read, opener: false });
  t.notMatch(await page(`/pay/${friend}?lang=en`), /from=/);
  for (const [from, why] of [
    [friend, 'who only follows the payment'],
    [token.slice(0, -1), 'a mistyped address'],
    ['', 'no address'],
  ] as const)
    t.notMatch(await form(from), shown, why);
  t.notMatch(await form(token, other.id), shown, 'another product');
  lab.clock.advance(3601);
  t.notMatch(await form(token), shown, 'an hour later');
});
