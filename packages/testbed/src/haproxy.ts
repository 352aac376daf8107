import { resolve } from 'node:path';
import { type Server, unpackedServer, which } from './unpacked.ts';

/**
 * An HAProxy to start: one on PATH, or Debian's packages unpacked into the clone.
 *
 * @param cache folder that keeps the unpacked packages between runs
 * @returns undefined where neither can be had
 */
export const findHaproxy = (cache: string): Server | undefined => {
  const command = which('haproxy');
  if (command !== undefined) return { command, env: process.env, how: command };
  return unpackedServer({
    cache: resolve(cache),
    name: 'haproxy',
    packages: ['haproxy'],
    command: 'usr/sbin/haproxy',
    libraries: true,
  });
};
