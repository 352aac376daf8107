import { Type as T } from 'typebox';

/** The secret `windsurf/analytics`: it has none of its own yet. */
export const AnalyticsSecret = T.Object({});
