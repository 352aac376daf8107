// Starting and stopping. SIGTERM: readiness turns 503, connections drain, then everything closes, in that order.
import type { FastifyInstance } from 'fastify';
import { setTimeout as wait } from 'node:timers/promises';
import { frameOf } from './app.ts';
import { errorFields } from './log.ts';

/** A request that takes longer than this to end is cut. */
const mostStoppingMs = 15_000;

export type ServeOptions = {
  readonly port: number;
  readonly host?: string;
  /** Closed in this order after the last request: worker, pools, Redis. */
  readonly stops: readonly (() => Promise<unknown>)[];
  /** How long the load balancer needs to see that we are leaving, in milliseconds. */
  readonly drainMs?: number;
};

/** Listens, and ends the process by itself on SIGTERM or SIGINT. */
export async function serve(app: FastifyInstance, options: ServeOptions): Promise<void> {
  const { log } = frameOf(app).options;
  let stopping = false;
  const stop = async (why: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    frameOf(app).draining = true;
    log.info({ why }, 'stopping');
    const drainMs = options.drainMs ?? 0;
    setTimeout(() => {
      log.error({ why }, 'did not stop in time');
      process.exit(1);
    }, drainMs + mostStoppingMs).unref();
    await wait(drainMs);
    let clean = true;
    // An answer that was already on its way leaves its connection open for the next request, which will not come.
    setInterval(() => app.server.closeIdleConnections(), 200).unref();
    for (const close of [async () => await app.close(), ...options.stops])
      await close().catch((error: unknown) => {
        clean = false;
        log.error({ err: errorFields(error) }, 'did not close');
      });
    process.exit(clean ? 0 : 1);
  };
  // What nobody caught would be printed as it is, with whatever it quotes. A process in an unknown state ends, in our words.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.once(event, (error: unknown) => {
      log.fatal({ err: errorFields(error), event, alarm: true }, 'the process ends by an error that nobody caught');
      process.exit(57);
    });
  process.once('SIGTERM', () => void stop('SIGTERM'));
  process.once('SIGINT', () => void stop('SIGINT'));
  // A parent that was killed hard cannot tell us; an orphan in development stops by itself.
  process.once('disconnect', () => void stop('parent gone'));
  await app.listen({ port: options.port, host: options.host ?? '0.0.0.0' });
}

/** Ends the process when background work ended by itself: 57 asks the supervisor for a restart. */
export function exitWhenDone(done: Promise<void>, log: { error(fields: object, text: string): void }): void {
  const leave = (reason: string): void => {
    log.error({ reason }, 'the worker ended');
    process.exit(57);
  };
  done.then(
    () => leave('ended'),
    (error: unknown) => leave(errorFields(error).message),
  );
}
