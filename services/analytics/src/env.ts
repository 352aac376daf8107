import { Type as T } from 'typebox';

export const analyticsEnv = {
  /** The same login at the read replica's address; without it the primary answers everything. */
  DATABASE_READ_URL: T.Optional(T.String({ pattern: '^postgres(ql)?://' })),
} as const;

/** The secret `windsurf/analytics`: it has none of its own yet. */
export const AnalyticsSecret = T.Object({});
