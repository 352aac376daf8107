import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

/**
 * Whether nothing listens on a port, on all addresses and on the loopback.
 *
 * @param port 1–65535
 */
export const isFree = async (port: number): Promise<boolean> =>
  (await canListen(port, '0.0.0.0')) && (await canListen(port, '127.0.0.1'));

const canListen = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

/** Below the range from which systems take ports for outgoing connections: one of those could be ours in between. */
const LOWEST = 20_000;
const HIGHEST = 31_999;
const handedOut = new Set<number>();

/** A port that is free now; the same process is not given it twice. */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < 1000; tries++) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (handedOut.has(port) || !(await isFree(port))) continue;
    handedOut.add(port);
    return port;
  }
  throw new Error(`no port between ${LOWEST} and ${HIGHEST} is free`);
};

/**
 * The preferred port where it is free, another free one otherwise.
 *
 * @param preferred the port that was used the last time, or that a service declares
 */
export const portNear = async (preferred: number | undefined): Promise<number> =>
  preferred !== undefined && (await isFree(preferred)) ? preferred : freePort();

/** Whether something answers on 127.0.0.1:port. */
export const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
