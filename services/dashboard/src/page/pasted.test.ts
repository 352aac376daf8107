import { say } from '@windsurf/language/phrases';
import t from 'tap';
import { readPasted } from './pasted.ts';

t.test('an address is recognised however it was pasted', async (t) => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['t.me/selam', 'https://t.me/selam', 'Join me on Telegram'],
    [' @selam_books ', 'https://t.me/selam_books', 'Join me on Telegram'],
    ['http://www.tiktok.com/@selam', 'https://www.tiktok.com/@selam', 'Follow me on TikTok'],
    ['https://youtu.be/abc', 'https://youtu.be/abc', 'Watch on YouTube'],
    ['0911 234 567', 'tel:0911234567', 'Call 0911234567'],
    ['selam@x.et', 'mailto:selam@x.et', 'Write an e-mail'],
    ['selam.et/books', 'https://selam.et/books', 'Visit selam.et'],
    ['https://maps.app.goo.gl/xyz', 'https://maps.app.goo.gl/xyz', 'How to get here'],
  ];
  for (const [pasted, url, title] of cases) {
    const found = readPasted(pasted);
    t.equal(found?.url, url, pasted);
    t.equal(found && say(found.title, 'en', found.params), title);
  }
});

t.test('what is no address is none', async (t) => {
  for (const pasted of [
    '',
    'hello',
    'ሰላም',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://nodot',
    'two words.et x',
  ])
    t.equal(readPasted(pasted), undefined, pasted);
});
