import { Type as T } from 'typebox';
import type { Static } from 'typebox';

/** What this service reads from its environment beyond what every service reads. */
export const serviceEnv = {} as const;

/** The secret `windsurf/__name__`. */
export const ServiceSecret = T.Object({});
export type ServiceSecret = Static<typeof ServiceSecret>;
