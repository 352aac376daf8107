import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's folder. */
export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** Everything a run leaves on disk; never committed. */
export const devFolder = join(root, '.dev');

/** A tool of the workspace's own node_modules. */
export const tool = (name: string): string => join(root, 'node_modules/.bin', name);
