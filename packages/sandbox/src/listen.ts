import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that answers. `stop` cuts what is still open. */
export type Listening = { url: string; port: number; stop(): Promise<void> };

/**
 * Makes `server` listen; port 0 takes a free one.
 * @param options.host address to listen on, 127.0.0.1 by default; 0.0.0.0 lets a phone in the same network in
 */
export async function listen(server: Server, options: { port?: number; host?: string }): Promise<Listening> {
  // an idle client connection must not be cut under a request that is on its way
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((settle, fail) => {
    server.once('error', fail);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', () => {
      server.off('error', fail);
      settle();
    });
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    stop: () =>
      new Promise((settle) => {
        server.close(() => settle());
        server.closeAllConnections();
      }),
  };
}
