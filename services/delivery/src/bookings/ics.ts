// Bookings as calendar files, RFC 5545: times in UTC, so that no zone has to be described; lines of 75 octets; the same UID
// and a higher SEQUENCE for a change; METHOD:CANCEL and STATUS:CANCELLED for what is off.
export type IcsEvent = {
  /** The same for all changes of one booking. */
  readonly uid: string;
  readonly sequence: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** When it last changed. */
  readonly changedAt: Date;
  readonly cancelled: boolean;
  readonly title: string;
  readonly description: string;
  readonly location: string;
  readonly url?: string | undefined;
};

/** `20261120T060000Z` */
const utc = (at: Date): string => at.toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');

/** TEXT (3.3.11): backslash, semicolon, comma and line breaks are escaped; other control characters have no place. */
const text = (value: string): string =>
  value
    .replaceAll('\\', '\\\\')
    .replaceAll(/\r\n|[\r\n\u2028\u2029]/g, '\\n')
    .replaceAll(/\p{Cc}/gu, '')
    .replaceAll(';', String.raw`\;`)
    .replaceAll(',', String.raw`\,`);

const encoder = new TextEncoder();

/** A line of more than 75 octets goes on in the next one, after a space (3.1); no character is cut. */
function fold(line: string): string {
  const lines: string[] = [];
  let [current, octets] = ['', 0];
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > 75) {
      lines.push(current);
      [current, octets] = [' ', 1];
    }
    current += letter;
    octets += size;
  }
  lines.push(current);
  return lines.join('\r\n');
}

/** `name` is what the calendar is called where it is subscribed to. A single cancelled event is a cancellation. */
export function icsOf(events: readonly IcsEvent[], name?: string): string {
  const method = events.length === 1 && name === undefined && events[0]?.cancelled ? 'CANCEL' : 'PUBLISH';
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Stan Store Windsurf//Bookings//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${method}`,
    ...(name === undefined
      ? []
      : [`X-WR-CALNAME:${text(name)}`, 'X-PUBLISHED-TTL:PT1H', 'REFRESH-INTERVAL;VALUE=DURATION:PT1H']),
    ...events.flatMap((event) => [
      'BEGIN:VEVENT',
      `UID:${event.uid}`,
      `DTSTAMP:${utc(event.changedAt)}`,
      `LAST-MODIFIED:${utc(event.changedAt)}`,
      `SEQUENCE:${event.sequence}`,
      `DTSTART:${utc(event.startsAt)}`,
      `DTEND:${utc(event.endsAt)}`,
      `SUMMARY:${text(event.title)}`,
      ...(event.description === '' ? [] : [`DESCRIPTION:${text(event.description)}`]),
      ...(event.location === '' ? [] : [`LOCATION:${text(event.location)}`]),
      ...(event.url === undefined ? [] : [`URL:${event.url}`]),
      `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
      'TRANSP:OPAQUE',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}
