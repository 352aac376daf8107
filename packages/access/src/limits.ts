// Limits of cheap things, kept in Redis, where losing them costs nothing. Caps that protect money are rows in
// PostgreSQL and belong to the service that spends it.
import type { Redis } from 'ioredis';
import { tooManyTries } from '@windsurf/contracts/problem';

export type Limit = { readonly name: string; readonly max: number; readonly windowSeconds: number };
export type Limiter = {
  /** Counts one try; throws 429 with Retry-After when there were more than `max` in the window. */
  take(limit: Limit, who: string): Promise<void>;
};

/** Without Redis everybody may pass: sales go on. */
export function createLimiter(redis: Redis, log: { warn(fields: object, text: string): void }): Limiter {
  return {
    async take(limit, who) {
      const key = `limit:${limit.name}:${who}`;
      let count: number;
      let left: number;
      try {
        const answers = await redis.multi().incr(key).expire(key, limit.windowSeconds, 'NX').ttl(key).exec();
        const failed = answers?.find(([error]) => error !== null)?.[0];
        if (!answers || failed) throw failed ?? new Error('no answer');
        count = Number(answers[0]?.[1]);
        left = Number(answers[2]?.[1]);
      } catch (error) {
        log.warn({ limit: limit.name, reason: (error as Error).message }, 'no limiter');
        return;
      }
      if (count > limit.max) {
        const seconds = left > 0 ? left : limit.windowSeconds;
        throw tooManyTries({ minutes: Math.max(1, Math.ceil(seconds / 60)) }, { retryAfter: seconds });
      }
    },
  };
}
