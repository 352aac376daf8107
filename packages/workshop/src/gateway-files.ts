import { createReadStream, existsSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
};
const HASHED = /-[\w-]{8,}\.\w+$/;

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

/**
 * The file that answers a path: itself, the page of its first segment (a second entry), or the app's one page, whose
 * own router knows the rest. A missing file with an extension is missing.
 *
 * @param dist folder of the built dashboard
 * @param path decoded or encoded URL path
 */
export const fileFor = (dist: string, path: string): string | undefined => {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const inside = normalize(decoded);
  if (inside.includes('\0') || inside.split('/').includes('..')) return undefined;
  const exact = join(dist, inside);
  if (isFile(exact)) return exact;
  if (extname(inside) !== '') return undefined;
  const entry = join(dist, `${inside.split('/')[1] ?? ''}.html`);
  if (isFile(entry)) return entry;
  const index = join(dist, 'index.html');
  return isFile(index) ? index : undefined;
};

/**
 * Sends a static file: hashed names for a year, pages never from a cache, Brotli where a packed copy lies beside it.
 *
 * @param file absolute path of an existing file
 * @param policy Content-Security-Policy of pages
 */
export const sendFile = (incoming: IncomingMessage, outgoing: ServerResponse, file: string, policy?: string): void => {
  const packed = /\bbr\b/.test(String(incoming.headers['accept-encoding'] ?? '')) && isFile(`${file}.br`);
  const path = packed ? `${file}.br` : file;
  const { size, mtimeMs } = statSync(path);
  const etag = `W/"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
  const headers: Record<string, string | number> = {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'cache-control': HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    vary: 'accept-encoding',
    etag,
  };
  if (policy !== undefined && extname(file) === '.html') headers['content-security-policy'] = policy;
  if (incoming.headers['if-none-match'] === etag) {
    outgoing.writeHead(304, headers).end();
    return;
  }
  if (packed) headers['content-encoding'] = 'br';
  headers['content-length'] = size;
  outgoing.writeHead(200, headers);
  if (incoming.method === 'HEAD') outgoing.end();
  else pipeline(createReadStream(path), outgoing, () => {});
};
