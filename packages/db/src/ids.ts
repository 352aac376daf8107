import { randomUUIDv7 } from 'node:crypto';

/** A new id: UUID version 7, so that rows made together lie together in their index. */
export const newId = (): string => randomUUIDv7();

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a UUID of any version in lower case, as PostgreSQL prints it. */
export const isId = (text: string): boolean => uuid.test(text);
