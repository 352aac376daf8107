import t from 'tap';
import { baseEnv, readEnv } from './env.ts';
import { ownNetworks, readTrustedProxies } from './proxies.ts';
import { testApp } from './testing.ts';

const buyer = '196.188.1.2';
const edge = '130.176.4.5';
const balancer = '10.0.3.4';
/** The address that caps are counted by, for a request from this machine with this X-Forwarded-For. */
const addressOf = async (trusted: string) => {
  const { app } = await testApp({ trustedProxies: readTrustedProxies(trusted) });
  app.get('/ip', { config: { access: 'public' } } as object, async (request) => ({ ip: request.ip }));
  return async (remoteAddress: string, ...forwarded: string[]): Promise<string> => {
    const headers = forwarded.length > 0 ? { 'x-forwarded-for': forwarded.join(', ') } : {};
    return (await app.inject({ url: '/ip', remoteAddress, headers })).json<{ ip: string }>().ip;
  };
};

t.test('behind two hops the address is what the first of ours saw, whatever the caller wrote before it', async (t) => {
  const address = await addressOf('2');
  t.equal(await address(balancer, buyer, edge), buyer);
  t.equal(await address(balancer, '1.1.1.1', buyer, edge), buyer, 'a spoofed header is not believed');
  t.equal(await address(balancer, balancer, '127.0.0.1', buyer, edge), buyer, 'nor one that names our machines');
  t.equal(await address('196.188.9.9', buyer, edge), '196.188.9.9', 'who reaches us past our machines is himself');
  t.equal(await address('10.0.9.9'), '10.0.9.9', 'a service that asks directly is itself');
});

t.test('networks name the machines instead of counting them', async (t) => {
  const address = await addressOf(`${ownNetworks},130.176.0.0/16`);
  t.equal(await address(balancer, '1.1.1.1', buyer, edge), buyer);
  t.equal(await address(balancer, '1.1.1.1', buyer), buyer, 'one hop less is right too');
  t.equal(await address(buyer, '1.1.1.1', edge), buyer, 'who comes from outside is not asked for whom');
});

t.test('without a word the edge’s address is the caller’s: the default believes our own network only', async (t) => {
  const address = await addressOf(ownNetworks);
  t.equal(await address(balancer, buyer, edge), edge);
  t.equal(await address(balancer, '1.1.1.1', buyer), buyer);
});

t.test('TRUSTED_PROXIES is a number of hops or networks, and nothing else starts', async (t) => {
  const { TRUSTED_PROXIES } = baseEnv;
  const read = (text?: string): unknown =>
    readTrustedProxies(
      readEnv({ TRUSTED_PROXIES }, text === undefined ? {} : { TRUSTED_PROXIES: text }).TRUSTED_PROXIES,
    );
  t.same(read(), ['loopback', 'linklocal', 'uniquelocal']);
  t.equal(read('2'), 2);
  t.same(read('uniquelocal, 130.176.0.0/16,2600:9000::/28'), ['uniquelocal', '130.176.0.0/16', '2600:9000::/28']);
  for (const wrong of ['0', '10', '-1', 'true', '*', 'everybody', '1,', '10.0.0.0/8;1.1.1.1'])
    t.throws(() => read(wrong), { name: 'EnvironmentError' }, wrong);
  await t.rejects(addressOf('999.1.1.1/8'), 'a network that is none stops the start');
});
