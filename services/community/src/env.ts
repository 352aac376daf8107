import { Type as T } from 'typebox';

/** The secret `windsurf/community`: it has none of its own yet. */
export const CommunitySecret = T.Object({});
