// Our calendar files, read by a reader of our own that follows RFC 5545 and knows nothing of how they are written.
import t from 'tap';
import { icsOf } from './ics.ts';
import type { IcsEvent } from './ics.ts';

const event: IcsEvent = {
  uid: '01890000-0000-7000-8000-000000000001@app.example',
  sequence: 0,
  startsAt: new Date('2026-11-20T11:00:00Z'),
  endsAt: new Date('2026-11-20T11:30:00Z'),
  changedAt: new Date('2026-11-19T08:09:10.123Z'),
  cancelled: false,
  title: 'Coaching',
  description: '',
  location: '',
};

type Line = { readonly name: string; readonly value: string };
type Component = { readonly name: string; readonly lines: Line[]; readonly inside: Component[] };

/** RFC 5545, 3.1 and 3.4: lines end with CRLF, none is longer than 75 octets, folded lines are joined, components nest. */
function read(text: string): Component {
  if (!text.endsWith('\r\n')) throw new Error('the last line does not end');
  const raw = text.slice(0, -2).split('\r\n');
  for (const line of raw) {
    if (/[\r\n]/.test(line)) throw new Error('a bare line break');
    if (Buffer.byteLength(line) > 75) throw new Error(`more than 75 octets: ${line}`);
    if (line.includes('\ufffd')) throw new Error('a character was cut');
  }
  const unfolded: string[] = [];
  for (const line of raw) {
    if (/^[ \t]/.test(line)) unfolded.push(`${unfolded.pop() ?? ''}${line.slice(1)}`);
    else unfolded.push(line);
  }
  const root: Component = { name: '', lines: [], inside: [] };
  const open = [root];
  for (const line of unfolded) {
    const match = /^(?<name>[A-Za-z0-9-]+)(?<params>(?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(?<value>.*)$/u.exec(
      line,
    );
    const { name = '', value = '' } = match?.groups ?? {};
    if (!match) throw new Error(`no content line: ${line}`);
    if (/\p{Cc}/u.test(value)) throw new Error('a control character');
    const at = open.at(-1) ?? root;
    if (name === 'BEGIN') {
      const made = { name: value, lines: [], inside: [] };
      at.inside.push(made);
      open.push(made);
    } else if (name === 'END') {
      if (open.pop()?.name !== value) throw new Error(`END:${value} ends another`);
    } else at.lines.push({ name, value });
  }
  const [calendar] = root.inside;
  if (open.length !== 1 || root.inside.length !== 1 || calendar?.name !== 'VCALENDAR') throw new Error('no calendar');
  return calendar;
}
const valueOf = (of: Component | undefined, name: string): string => {
  const found = of?.lines.filter((line) => line.name === name) ?? [];
  if (found.length !== 1) throw new Error(`${name} stands ${found.length} times`);
  return found[0]?.value ?? '';
};
/** 3.3.11 */
const plain = (value: string): string => {
  if (/(^|[^\\])(\\\\)*[;,]/.test(value)) throw new Error(`not escaped: ${value}`);
  return value.replace(/\\([\\;,nN])/g, (_, letter: string) => (letter.toLowerCase() === 'n' ? '\n' : letter));
};
const moment = (value: string): Date => {
  const at = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(value);
  if (!at) throw new Error(`no time in UTC: ${value}`);
  const [, ...parts] = at.map(Number);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
};

t.test('a calendar has what RFC 5545 requires, once each, with its times in UTC', async (t) => {
  const calendar = read(icsOf([event]));
  t.equal(valueOf(calendar, 'VERSION'), '2.0');
  t.ok(valueOf(calendar, 'PRODID'));
  t.equal(valueOf(calendar, 'METHOD'), 'PUBLISH');
  const [one] = calendar.inside;
  t.equal(one?.name, 'VEVENT');
  t.equal(valueOf(one, 'UID'), event.uid);
  t.same(moment(valueOf(one, 'DTSTART')), event.startsAt);
  t.same(moment(valueOf(one, 'DTEND')), event.endsAt);
  t.same(moment(valueOf(one, 'DTSTAMP')), new Date('2026-11-19T08:09:10Z'));
  t.equal(valueOf(one, 'STATUS'), 'CONFIRMED');
  t.equal(valueOf(one, 'SEQUENCE'), '0');
});

t.test('a move is the same UID with a higher SEQUENCE; a cancellation says so twice', async (t) => {
  const moved = read(icsOf([{ ...event, sequence: 1, startsAt: new Date('2026-11-21T11:00:00Z') }]));
  t.equal(valueOf(moved.inside[0], 'UID'), event.uid);
  t.equal(valueOf(moved.inside[0], 'SEQUENCE'), '1');
  const off = read(icsOf([{ ...event, sequence: 2, cancelled: true }]));
  t.equal(valueOf(off, 'METHOD'), 'CANCEL');
  t.equal(valueOf(off.inside[0], 'STATUS'), 'CANCELLED');
  t.equal(
    valueOf(read(icsOf([{ ...event, cancelled: true }, event], 'Mine')), 'METHOD'),
    'PUBLISH',
    'a feed publishes',
  );
});

t.test('whatever a creator types is text of one line, and comes back as it was', async (t) => {
  const typed = [
    'a;b,c\\d\ne',
    'END:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil',
    'አማርኛ ጽሑፍ ረጅም ርዕስ ያለው የምክር አገልግሎት ቀጠሮ ለሁሉም '.repeat(8),
    '👩‍👩‍👧'.repeat(30),
    'x'.repeat(500),
    '\u2028 \u0000\u0007 \t tab',
    ' begins with a space',
    '',
  ];
  for (const title of typed) {
    const calendar = read(icsOf([{ ...event, title, location: title, description: title }]));
    t.equal(calendar.inside.length, 1);
    const said = plain(valueOf(calendar.inside[0], 'SUMMARY'));
    const meant = title.replaceAll(/\r\n|[\r\u2028\u2029]/g, '\n').replaceAll(/[^\P{Cc}\n]/gu, '');
    t.equal(said, meant);
  }
});

t.test('the reader itself finds what is wrong', async (t) => {
  const good = icsOf([{ ...event, title: 'a,b' }]);
  t.throws(() => read(good.replaceAll('\r\n', '\n')));
  t.throws(() => read(good.replace('SUMMARY:', `SUMMARY:${'x'.repeat(80)}`)));
  t.throws(() => read(good.replace('END:VEVENT\r\n', '')));
  t.throws(() => plain(valueOf(read(good.replace(String.raw`a\,b`, 'a,b')).inside[0], 'SUMMARY')));
  t.throws(() => moment('20261120T110000'));
});
