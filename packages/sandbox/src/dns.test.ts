import { Resolver } from 'node:dns/promises';
import t from 'tap';
import { startNameServer } from './dns.ts';

t.test('an independent resolver reads texts, aliases and addresses, and hears that there are none', async (t) => {
  const server = await startNameServer();
  t.teardown(async () => await server.stop());
  const resolver = new Resolver({ timeout: 1000, tries: 1 });
  resolver.setServers([server.address]);
  const long = 'x'.repeat(300);
  server.set('_mark.Abeba.example', { TXT: ['one', long] });
  server.set('abeba.example', { CNAME: 'stores.windsurf.example', A: ['192.0.2.7', '192.0.2.8'] });
  const texts = await resolver.resolveTxt('_mark.abeba.example');
  t.same(
    texts.map((pieces) => pieces.join('')),
    ['one', long],
  );
  t.same(
    texts[1]?.map((piece) => piece.length),
    [255, 45],
    'in pieces of 255',
  );
  t.same(await resolver.resolveCname('abeba.example'), ['stores.windsurf.example']);
  t.same(await resolver.resolve4('abeba.example'), ['192.0.2.7', '192.0.2.8']);
  await t.rejects(resolver.resolveTxt('abeba.example'), { code: 'ENODATA' });
  server.forget('abeba.example');
  await t.rejects(resolver.resolve4('abeba.example'), { code: 'ENOTFOUND' });
  server.mood = 'failing';
  await t.rejects(resolver.resolve4('abeba.example'), { code: 'ESERVFAIL' });
  t.ok(server.asked() >= 6);
});
