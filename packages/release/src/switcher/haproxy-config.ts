// A load balancer of one machine: a production and a test listener, path rules per service, two slots per service.
import { SERVICE_HEADER } from '../hooks/domains.ts';

export type Slot = 'a' | 'b';
export const SLOTS: readonly Slot[] = ['a', 'b'];
export const otherSlot = (slot: Slot): Slot => (slot === 'a' ? 'b' : 'a');

export type ServiceLayout = {
  readonly name: string;
  /** Path prefixes, as the service block declares them. */
  readonly paths: readonly string[];
  /** One port per process. */
  readonly ports: Readonly<Record<Slot, readonly number[]>>;
};

export type Layout = {
  /** Path of the runtime socket. */
  readonly socket: string;
  readonly production: number;
  readonly test: number;
  /** UDP port to which each request is reported; see access-log.ts. */
  readonly log: number;
  /** The slot that takes the traffic of the first start. */
  readonly first: Slot;
  readonly services: readonly ServiceLayout[];
};

export const serverName = (slot: Slot, place: number): string => `${slot}${place + 1}`;
export const testBackend = (service: string): string => `${service}-test`;

/** Says that a request came over the test listener; nobody outside can claim it. */
export const TEST_HEADER = 'x-test-listener';

/** The text of haproxy.cfg. */
export const haproxyConfig = (layout: Layout): string => {
  const rules = (suffix: string) =>
    layout.services.flatMap(({ name, paths }) => [
      `  acl ${name} path_beg ${paths.join(' ')}`,
      `  use_backend ${name}${suffix} if ${name}`,
      // Readiness has one path for all, so a header says whose it is; on the test listener only.
      ...(suffix === ''
        ? []
        : [`  use_backend ${name}${suffix} if { path /readyz } { hdr(${SERVICE_HEADER}) ${name} }`]),
    ]);
  const servers = ({ ports }: ServiceLayout, weightOf: (slot: Slot) => number) =>
    SLOTS.flatMap((slot) =>
      ports[slot].map(
        (port, place) => `  server ${serverName(slot, place)} 127.0.0.1:${port} weight ${weightOf(slot)} check`,
      ),
    );
  // A server that has just been started is taken in by its first good check; one that leaves says so on /readyz.
  const backend = (name: string, service: ServiceLayout, weightOf: (slot: Slot) => number) => [
    `backend ${name}`,
    '  balance roundrobin',
    '  option httpchk GET /readyz',
    '  default-server inter 250ms fastinter 100ms fall 2 rise 1',
    ...servers(service, weightOf),
  ];
  return `${[
    'global',
    `  stats socket ${layout.socket} mode 600 level admin`,
    `  log 127.0.0.1:${layout.log} format raw local0`,
    '  maxconn 2000',
    'defaults',
    '  mode http',
    '  log global',
    '  log-format "%b %s %ST %Ta %HM %HPO"',
    '  timeout connect 1s',
    // A check that is answered late on a busy machine is not one that is refused: a process that leaves says 503 at once.
    '  timeout check 3s',
    '  timeout client 60s',
    '  timeout server 60s',
    '  timeout http-keep-alive 60s',
    '  option redispatch',
    '  retries 3',
    '  retry-on conn-failure',
    'frontend production',
    `  bind 127.0.0.1:${layout.production}`,
    `  http-request del-header ${TEST_HEADER}`,
    ...rules(''),
    '  default_backend none',
    'frontend test',
    `  bind 127.0.0.1:${layout.test}`,
    `  http-request set-header ${TEST_HEADER} 1`,
    ...rules('-test'),
    '  default_backend none',
    'backend none',
    '  http-request return status 404',
    ...layout.services.flatMap((service) => [
      ...backend(service.name, service, (slot) => (slot === layout.first ? 100 : 0)),
      ...backend(testBackend(service.name), service, () => 0),
    ]),
  ].join('\n')}\n`;
};
