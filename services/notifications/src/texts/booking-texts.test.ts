import { t } from 'tap';
import { bookingText, whenOf } from './booking-texts.ts';
import type { BookingNews } from './booking-texts.ts';
import { sizeOf } from './parts.ts';

const all: readonly BookingNews[] = ['confirmed', 'made', 'moved', 'cancelled', 'lost', 'remind'];
const short = 'https://app.stanstore.et/r/ABCDEFGHIJKLMNOP';
const urls = [short, `https://app.stanstore.et/${'A'.repeat(70)}`, null];
const titles = [
  null,
  'Coaching',
  'The complete hour about everything that anybody ever wanted to know about money'.repeat(1),
  'የሥራ ቃለ መጠይቅ ዝግጅት የአንድ ሰዓት ምክር ከልምምድ ጋር '.repeat(2),
  'one\r\ntwo\u2028three\u202efour',
];
/** Each part of a day, with the longest words of both calendars. */
const moments = Array.from({ length: 4 }, (_, n) => new Date(Date.UTC(2026, 8, 13 + n * 10, (n * 7 + 1) % 24, 5)));

t.test('one part, with its day and time in her clock, whatever the title, link and moment', async (t) => {
  let seen = 0;
  // Cutting a title until it fits takes its time.
  for (const lang of ['en', 'am'] as const)
    for (const news of all)
      for (const title of titles)
        for (const url of urls)
          for (const startsAt of title === null ? moments : moments.slice(0, 2)) {
            const text = bookingText(lang, { news, title, startsAt, url });
            if (sizeOf(text).parts !== 1) t.fail(text);
            if (/[\r\n\u2028\u202e]/.test(text)) t.fail(`breaks: ${text}`);
            const timeless = news === 'lost' && url !== null && text.endsWith(url);
            if (!timeless && !text.includes(whenOf(startsAt, lang))) t.fail(`no time: ${text}`);
            if (text.includes('http') && url !== null && !text.endsWith(url)) t.fail(text);
            if (news !== 'made' && lang === 'en' && url === short && !text.endsWith(url)) t.fail(`no link: ${text}`);
            if (news === 'lost' && url === short && !text.endsWith(url)) t.fail(`no link: ${text}`);
            if (lang === 'am' && !/[ሀ-፼]/.test(text)) t.fail(text);
            seen++;
          }
  t.equal(seen, 2 * all.length * urls.length * (moments.length + 2 * (titles.length - 1)));
});

t.test('the words', async (t) => {
  const startsAt = new Date('2026-11-20T11:00:00Z');
  const say = (lang: 'en' | 'am', news: BookingNews) =>
    bookingText(lang, { news, title: 'Coaching', startsAt, url: short });
  const when = 'Friday 20 Nov 14:00 (8:00 in the day)';
  t.equal(say('en', 'confirmed'), `Booked: Coaching, ${when}. Move or cancel here: ${short}`);
  t.equal(say('en', 'remind'), `Reminder: Coaching, ${when}. Details: ${short}`);
  t.equal(say('am', 'moved'), `ተቀይሯል፦ ዓርብ ኅዳር 11 ከቀኑ 8:00 ${short}`);
  t.equal(say('am', 'lost'), `ሰዓቱ ተይዟል። ሌላ ይምረጡ፦ ${short}`);
});
