// What a service tells its operators in numbers: OpenMetrics text on /metrics, for machines of our own network.
// A label has a closed list of values, so that no address, name or number of a person can ever become a series.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** For each label its values. What is none of them is counted as `other`. */
export type Labels = Readonly<Record<string, readonly string[]>>;
type Values<L extends Labels> = { readonly [K in keyof L]: string };
export type Count<L extends Labels> = (values: Values<L>, by?: number) => void;
export type Reading<L extends Labels> = { readonly labels: Values<L>; readonly value: number };
export type GaugeShape<L extends Labels> = { readonly name: string; readonly help: string; readonly labels: L };

/** How long an answer is good, in milliseconds; 10 000 unless told. A failure is asked again after ten seconds, or later if it was slow. */
export type Kept = { readonly everyMs?: number };

export type Metrics = {
  /** Things that happened since the process began; the name ends in `_total`. Starts at 0 for each list of labels. */
  counter<const L extends Labels>(name: string, help: string, labels: L): Count<L>;
  /**
   * How things stand, asked when somebody looks and at most every ten seconds, or every `everyMs`. While `read` fails its gauges are absent
   * and `windsurf_reading_failed_total` counts.
   */
  gauge<const L extends Labels>(shape: GaugeShape<L>, read: () => Promise<readonly Reading<L>[]>, kept?: Kept): void;
  /** Like `gauge`, for several without labels that one question answers; null leaves one out. */
  gauges<const N extends string>(
    shapes: Readonly<Record<N, string>>,
    read: () => Promise<Readonly<Record<N, number | null>>>,
    kept?: Kept,
  ): void;
  /** For the frame: a request arrives, leaves, was answered. `route` is a pattern, never an address. */
  readonly http: {
    arrived(): void;
    left(): void;
    answered(route: string, method: string, status: number, ms: number): void;
  };
  /** Event loop, heap, garbage collection and CPU, under their usual names; once per process. */
  process(): void;
  readonly contentType: string;
  text(): Promise<string>;
};

/** Seconds: around what a page may take (0.1), what a person notices (1) and what a rail may take (10). */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const keptMs = 10_000;
/** Between two looks at the event loop. */
const pauseMs = 20;
const mostLists = 60;
/** Longer than this nobody waits for a database that does not answer. */
const readMs = 2000;
/** After a question that failed slowly there is rest, of so many times its duration. */
const restFactor = 30;

const other = 'other';
const bounded = <L extends Labels>(labels: L, values: Values<L>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(labels).map(([name, known]) => {
      const given = values[name as keyof L];
      return [name, known.includes(given) ? given : other];
    }),
  );

/** Every combination of the known values, unless there are too many to be worth a zero. */
function combinations(labels: Labels): Record<string, string>[] {
  let all: Record<string, string>[] = [{}];
  for (const [name, known] of Object.entries(labels))
    all = all.flatMap((so) => known.map((value) => ({ ...so, [name]: value })));
  return all.length > mostLists ? [] : all;
}

/** True when the work has not ended in time; it goes on. */
const isLate = async (work: Promise<void>): Promise<boolean> => {
  const late = Promise.withResolvers<true>();
  const timer = setTimeout(() => late.resolve(true), readMs);
  try {
    return await Promise.race([work.then(() => false), late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

/** A registry of its own for one service. `now` is in milliseconds. */
export function createMetrics(service: string, now: () => number = () => performance.now()): Metrics {
  const registry = new Registry<typeof Registry.OPENMETRICS_CONTENT_TYPE>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  registry.setDefaultLabels({ service });
  const registers = [registry];
  const requests = new Counter({
    name: 'windsurf_http_requests_total',
    help: 'Requests that were answered',
    labelNames: ['route', 'method', 'status_class'],
    registers,
  });
  const durations = new Histogram({
    name: 'windsurf_http_request_duration_seconds',
    help: 'From the arrival of a request to the end of its answer',
    labelNames: ['route', 'method'],
    buckets,
    registers,
  });
  let arrived = 0;
  new Gauge({
    name: 'windsurf_http_requests_in_flight',
    help: 'Requests that are being answered',
    registers,
    collect() {
      this.set(arrived);
    },
  });
  const failures = new Counter({
    name: 'windsurf_reading_failed_total',
    help: 'Figures that could not be read from where they are kept',
    registers,
  });
  type Child = { requests: { inc(): void }; durations: { observe(seconds: number): void } };
  // Looked up by three short texts instead of hashing labels for each request.
  const children = new Map<string, Map<string, Map<number, Child>>>();
  const childOf = (route: string, method: string, statusClass: number): Child => {
    let methods = children.get(route);
    if (!methods) children.set(route, (methods = new Map()));
    let classes = methods.get(method);
    if (!classes) methods.set(method, (classes = new Map()));
    let child = classes.get(statusClass);
    if (!child) {
      child = {
        requests: requests.labels({ route, method, status_class: `${statusClass}xx` }),
        durations: durations.labels({ route, method }),
      };
      classes.set(statusClass, child);
    }
    return child;
  };
  const reads: (() => Promise<void>)[] = [];
  /** Asks again when the last answer is old; one question at a time, also when the one before takes too long to wait for. */
  const keep = (read: () => Promise<void>, forget: () => void, { everyMs = keptMs }: Kept = {}): void => {
    let goodUntil = Number.NEGATIVE_INFINITY;
    let running: Promise<void> | undefined;
    const fail = (): void => {
      forget();
      failures.inc();
    };
    const look = async (): Promise<void> => {
      const since = now();
      try {
        await read();
        goodUntil = now() + everyMs;
      } catch {
        fail();
        goodUntil = now() + Math.max(keptMs, restFactor * (now() - since));
      } finally {
        running = undefined;
      }
    };
    reads.push(async () => {
      if (now() < goodUntil) return;
      running ??= look();
      // What comes later is kept for whoever looks next.
      if (await isLate(running)) fail();
    });
  };

  return {
    counter(name, help, labels) {
      const counter = new Counter({ name, help, labelNames: Object.keys(labels), registers });
      for (const values of combinations(labels)) counter.inc(values, 0);
      return (values, by = 1) => counter.inc(bounded(labels, values), by);
    },
    gauge({ name, help, labels }, read, kept) {
      const gauge = new Gauge({ name, help, labelNames: Object.keys(labels), registers });
      keep(
        async () => {
          const readings = await read();
          gauge.reset();
          for (const reading of readings) gauge.set(bounded(labels, reading.labels), reading.value);
        },
        () => gauge.reset(),
        kept,
      );
    },
    gauges(shapes, read, kept) {
      const made = new Map<string, Gauge<'is'>>();
      // With a label name but without its value: reset() then leaves no line, where a bare gauge would say 0.
      for (const [name, help] of Object.entries<string>(shapes))
        made.set(name, new Gauge({ name, help, labelNames: ['is'], registers }));
      const forget = (): void => made.forEach((gauge) => gauge.reset());
      const readAll = async (): Promise<void> => {
        const values: Readonly<Record<string, number | null>> = await read();
        forget();
        for (const [name, gauge] of made) {
          const value = values[name] ?? null;
          if (value !== null) gauge.set(value);
        }
      };
      keep(readAll, forget, kept);
    },
    http: {
      arrived() {
        arrived += 1;
      },
      left() {
        arrived -= 1;
      },
      answered(route, method, status, ms) {
        const child = childOf(route, method, Math.trunc(status / 100));
        child.requests.inc();
        child.durations.observe(ms / 1000);
      },
    },
    process() {
      collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 1000 });
      // The library's own figures of the loop hold the pause of its measuring: they say a second where nothing is late.
      for (const { name } of registry.getMetricsAsArray())
        if (name.startsWith('nodejs_eventloop_lag')) registry.removeSingleMetric(name);
      const delays = monitorEventLoopDelay({ resolution: pauseMs });
      delays.enable();
      new Gauge({
        name: 'windsurf_event_loop_lag_seconds',
        help: 'How late the event loop was, at most, in 99 of 100 looks since the last reading',
        registers,
        collect() {
          this.set(delays.count === 0 ? 0 : Math.max(0, delays.percentile(99) / 1e9 - pauseMs / 1000));
          delays.reset();
        },
      });
    },
    contentType: registry.contentType,
    async text() {
      await Promise.all(reads.map(async (read) => await read()));
      return await registry.metrics();
    },
  };
}
