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

/** A port that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('the system gave no port')),
      );
    });
  });

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
