// The browser needs a contract's method and path; its shapes are checked by the server and by the compiler. So a
// contract reaches the bundle as what the running module says, without its schemas and without a schema library.
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const CONTRACT = /\/packages\/contracts\/src\/(?!endpoint\.ts)[\w-]+\.ts$/;

const isEndpoint = (value: unknown): value is { method: string; url: string; access: string } =>
  typeof value === 'object' && value !== null && 'method' in value && 'url' in value && 'access' in value;
/** Words, numbers and tables of them that both sides go by; a schema is a table too, and marked as what it is. */
const isPlain = (value: unknown): boolean => {
  if (value === null) return true;
  if (typeof value !== 'object') return ['string', 'number', 'boolean'].includes(typeof value);
  if (Object.getOwnPropertyNames(value).some((name) => name.startsWith('~'))) return false;
  return Object.values(value).every(isPlain);
};
const isProblem = (value: unknown): value is { type: string; status: number } =>
  typeof value === 'function' && 'type' in value && 'status' in value;

/** Makes every contract module a list of plain constants, so that unused ones fall away. */
export function wireOnly(): Plugin {
  return {
    name: 'wire-only',
    enforce: 'pre',
    async load(id) {
      const file = id.split('?', 1)[0] ?? id;
      // Limits and lists that import nothing have no schema in them.
      if (!CONTRACT.test(file) || !/^import /m.test(readFileSync(file, 'utf8'))) return null;
      const contract: Record<string, unknown> = await import(file);
      const lines = Object.entries(contract).flatMap(([name, value]) => {
        const kept = isEndpoint(value)
          ? { method: value.method, url: value.url, access: value.access }
          : isProblem(value)
            ? { type: value.type, status: value.status }
            : isPlain(value)
              ? value
              : undefined;
        return kept === undefined ? [] : [`export const ${name} = ${JSON.stringify(kept)};`];
      });
      if (lines.length === 0) throw new Error(`${file} has neither endpoints nor problems`);
      return lines.join('\n');
    },
  };
}
