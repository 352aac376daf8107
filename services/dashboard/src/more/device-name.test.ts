import t from 'tap';
import { deviceName } from './device-name.ts';

t.test('a device is called what a person would call it', async (t) => {
  const android =
    'Mozilla/5.0 (Linux; Android 13; TECNO BG6 Build/TP1A) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36';
  t.same(deviceName(android), { browser: 'Chrome', system: 'TECNO BG6' });
  t.same(deviceName('Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140 Mobile'), {
    browser: 'Chrome',
    system: 'Android',
  });
  t.same(deviceName('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/139 Safari/537.36 Edg/139'), {
    browser: 'Edge',
    system: 'Windows',
  });
  t.same(deviceName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1'), {
    browser: 'Safari',
    system: 'iPhone',
  });
  t.equal(deviceName('curl/8.5'), undefined);
});
