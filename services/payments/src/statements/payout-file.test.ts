import t from 'tap';
import { extractText } from 'unpdf';
import { newId } from '@windsurf/db/ids';
import { startPayoutLab } from '../payouts/testing.ts';

t.test('a payout as PDF: what it is made of and where it went, for its creator alone', async (t) => {
  const lab = await startPayoutLab(t);
  await lab.earn(100_000);
  await lab.ownWallet();
  const { id } = (await lab.ask(95_000)).json<{ id: string }>();
  await lab.later(0.01);
  const url = `/v1/payouts/${id}/statement.pdf`;
  const get = async (address: string, headers: Record<string, string> = lab.seller.headers) =>
    await lab.app.inject({ url: address, headers });
  const answer = await get(`${url}?lang=en`);
  t.equal(answer.statusCode, 200);
  t.equal(answer.headers['content-type'], 'application/pdf');
  t.ok(answer.rawPayload.length < 80_000);
  const { text } = await extractText(new Uint8Array(answer.rawPayload), { mergePages: true });
  for (const words of ['Payout statement', '1,000.00', '-50.00', '950.00', 'telebirr wallet ending in', 'Paid']) {
    t.match(text, words);
  }
  t.match(
    (await extractText(new Uint8Array((await get(`${url}?lang=am`)).rawPayload), { mergePages: true })).text,
    'የክፍያ መግለጫ',
  );
  t.equal((await get(url, lab.people.person({ creator: true }).headers)).statusCode, 404);
  t.equal((await get(`/v1/payouts/${newId()}/statement.pdf`)).statusCode, 404);
  t.equal((await get(url, {})).statusCode, 401);
  t.equal((await get(url, lab.people.person().headers)).statusCode, 403);
  t.equal((await get('/v1/payouts/x/statement.pdf')).statusCode, 404);
  t.equal((await get(`${url}?lang=fr`)).statusCode, 422);
});
