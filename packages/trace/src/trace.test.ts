import { setTimeout as pause } from 'node:timers/promises';
import t from 'tap';
import { currentTrace, inTrace, inTraceOf, openTrace, readTraceparent, traceFields, traceparent } from './trace.ts';

const id = '4bf92f3577b34da6a3ce929d0e0e4736';
const span = '00f067aa0ba902b7';
const given = `00-${id}-${span}-01`;

t.test('a caller’s trace goes on under our own span, with its flags', async (t) => {
  const trace = inTrace(given, () => currentTrace());
  t.match(trace, { traceId: id, flags: '01', spanId: /^[0-9a-f]{16}$/ });
  t.not(trace?.spanId, span);
  t.match(
    inTrace(given, () => traceparent()),
    new RegExp(`^00-${id}-[0-9a-f]{16}-01$`),
  );
});

t.test('what is no traceparent begins a new trace', async (t) => {
  const refused = [
    undefined,
    null,
    42,
    '',
    'x',
    given.toUpperCase(),
    `${given}-extra`,
    `ff-${id}-${span}-01`,
    `00-${'0'.repeat(32)}-${span}-01`,
    `00-${id}-${'0'.repeat(16)}-01`,
    `00-${id.slice(1)}-${span}-01`,
    ` ${given}`,
    `${given}\nx`,
    `01-${id}-${span}-01-${'x'.repeat(600)}`,
  ];
  for (const text of refused) {
    t.equal(readTraceparent(text), undefined, String(text).slice(0, 80));
    t.not(openTrace(text).traceId, id);
  }
  t.match(
    readTraceparent(`01-${id}-${span}-01-later`),
    { traceId: id },
    'a later version is read as far as it is known',
  );
  t.not(openTrace().traceId, openTrace().traceId);
});

t.test('it stays with the work that was started within it, and with no other', async (t) => {
  t.equal(currentTrace(), undefined);
  t.strictSame(traceFields(), {});
  const later = async () => {
    const before = currentTrace();
    await pause(5);
    return [before?.traceId, currentTrace()?.traceId, traceFields().traceId];
  };
  const other = 'a'.repeat(32);
  const [one, two] = await Promise.all([inTrace(given, later), inTrace(`00-${other}-${span}-00`, later)]);
  t.strictSame(one, [id, id, id]);
  t.strictSame(two, [other, other, other]);
  t.equal(traceparent(), undefined);
});

t.test('a trace that was kept goes on later, and one that was not leaves the present one', async (t) => {
  const uuid = `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
  t.match(
    inTraceOf(uuid, () => traceparent()),
    new RegExp(`^00-${id}-[0-9a-f]{16}-00$`),
  );
  for (const none of [null, '', 'x', '0'.repeat(32)]) {
    t.equal(
      inTraceOf(none, () => currentTrace()),
      undefined,
    );
    t.equal(
      inTrace(given, () => inTraceOf(none, () => currentTrace()?.traceId)),
      id,
    );
  }
});
