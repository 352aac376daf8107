// Which of address, allow-list, key and clock is wrong between us and a rail: four different people mend the four.
import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { HttpAnswer } from './rail-http.ts';
import type { RailCheck } from './rails.ts';

export type Probe = {
  readonly url: string;
  /** A call that changes nothing and that a right key is needed for; only the address when `key` is not given. */
  ask(): Promise<HttpAnswer>;
  /** Why the answer says that the key is wrong; undefined when it does not. Left out where no harmless call needs it. */
  readonly key?: (answer: Extract<HttpAnswer, { kind: 'answer' }>) => string | undefined;
  readonly now: () => number;
  readonly timeoutMs: number;
};

/** Rails refuse what is stamped more than a minute beside their clock. */
const toleratedMs = 60_000;
/** Roots that are missing here, and chains that the other side sends incomplete. */
const chain: ReadonlySet<string> = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);
const turnedAway: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
  'TimeoutError',
  'AbortError',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/** One line for each part that could be looked at, in the order in which they must be right. Never throws. */
export async function checkRail(probe: Probe): Promise<readonly RailCheck[]> {
  const url = new URL(probe.url);
  const reached = await reach(url, probe.timeoutMs);
  if (!reached.ok) return [reached];
  const answer = await probe.ask();
  if (answer.kind === 'none') return [reached, refusedBy(answer.why, url.hostname)];
  if (answer.status === 403)
    return [reached, wrong('allow-list', `${url.hostname} answers 403: have our address put on its allow-list`)];
  const checks: RailCheck[] = [reached, right('allow-list', `${url.hostname} talks to us (HTTP ${answer.status})`)];
  if (probe.key) {
    const why = probe.key(answer);
    checks.push(
      why === undefined
        ? right('key', 'a call with our key was taken')
        : wrong(
            'key',
            `our key was refused (${why}): compare the secret with what the provider issued, and see the clock`,
          ),
    );
  }
  if (answer.date !== undefined) checks.push(clock(answer.date - probe.now()));
  return checks;
}

const right = (part: RailCheck['part'], says: string): RailCheck => ({ part, ok: true, says });
const wrong = (part: RailCheck['part'], says: string): RailCheck => ({ part, ok: false, says });

function refusedBy(why: string, host: string): RailCheck {
  return turnedAway.has(why)
    ? wrong('allow-list', `${host} connects and then says nothing (${why}): have our address put on its allow-list`)
    : wrong('address', `${host} was reached, but no answer came (${why})`);
}

function clock(aheadMs: number): RailCheck {
  const seconds = Math.round(aheadMs / 1000);
  // The header has whole seconds.
  return Math.abs(aheadMs) <= toleratedMs
    ? right('clock', `their clock and ours are ${Math.abs(seconds)} s apart`)
    : wrong(
        'clock',
        `their clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} ours: set this machine's time`,
      );
}

/** Name, port and certificate. */
async function reach(url: URL, timeoutMs: number): Promise<RailCheck> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const at = `${host}:${port}`;
  try {
    await lookup(host);
  } catch {
    return wrong('address', `the name ${host} is not known: correct the address in the secret`);
  }
  const failed = await knock(host, port, url.protocol === 'https:', timeoutMs);
  if (failed === undefined) return right('address', `${at} is there`);
  if (chain.has(failed))
    return wrong(
      'address',
      `${at} sends a certificate whose issuer is missing (${failed}): give it by NODE_EXTRA_CA_CERTS`,
    );
  if (failed.startsWith('after connecting '))
    return wrong(
      'allow-list',
      `${at} connects and hangs up (${failed.slice(17)}): have our address put on its allow-list`,
    );
  if (failed === 'timeout')
    return wrong(
      'address',
      `${at} does not answer: a wrong port, or a firewall that drops what is not on its allow-list`,
    );
  return wrong('address', `${at} cannot be reached (${failed}): correct the address in the secret`);
}

/** Undefined when the door opens; else what was in the way. */
async function knock(host: string, port: number, encrypted: boolean, timeoutMs: number): Promise<string | undefined> {
  return await new Promise((resolve) => {
    let connected = false;
    const opened = (): void => done(undefined);
    const socket: Socket = encrypted
      ? connectTls({ host, port, ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }) }, opened)
      : connect({ host, port }, opened);
    const done = (what: string | undefined): void => {
      socket.destroy();
      resolve(what);
    };
    socket.once('connect', () => {
      connected = true;
    });
    socket.setTimeout(timeoutMs, () => done(connected ? 'after connecting timeout' : 'timeout'));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const code = error.code ?? error.name;
      done(connected && code === 'ECONNRESET' ? `after connecting ${code}` : code);
    });
  });
}
