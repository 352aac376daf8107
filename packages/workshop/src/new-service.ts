import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runTool } from './checks/run-tool.ts';
import { root, tool } from './place.ts';
import { say, withLifeSigns } from './progress.ts';
import { readServices } from './registry.ts';
import { Sentence } from './sentence.ts';

const TEMPLATE = join(root, 'packages/workshop/templates/service');
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const PNPM = 'pnpm@12.21.0';
const PORT_STEP = 10;

export type NewService = { name: string; schema: string; port: number };

/**
 * The files of a new service, relative to the clone.
 *
 * @param service its names and port
 */
export const filesOf = ({ name, schema, port }: NewService): Map<string, string> => {
  const files = new Map<string, string>();
  for (const entry of readdirSync(TEMPLATE, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const path = source.slice(TEMPLATE.length + 1);
    const text = readFileSync(source, 'utf8')
      .replaceAll('__name__', name)
      .replaceAll('__schema__', schema)
      .replace('"port": 1,', `"port": ${port},`)
      .replace("process.env.PORT ?? '1'", `process.env.PORT ?? '${port}'`);
    // The wire stands in contracts, where others may import it.
    files.set(path === 'contracts.ts' ? `packages/contracts/src/${schema}.ts` : `services/${name}/${path}`, text);
  }
  return files;
};

/**
 * `npm run new -- service loyalty`: a service that boots and whose wall is proven.
 *
 * @returns exit code
 */
export const newCommand = async ([kind, name]: string[]): Promise<number> => {
  if (kind !== 'service' || name === undefined || !NAME.test(name))
    throw new Sentence('Say what: npm run new -- service loyalty (small letters, digits and single dashes).');
  const services = readServices(root);
  const schema = name.replaceAll('-', '_');
  if (existsSync(join(root, 'services', name)) || services.some((service) => service.schema === schema))
    throw new Sentence(`There is a service ${name} already.`);
  const port = Math.max(4000, ...services.map((service) => service.port)) + PORT_STEP;
  const files = filesOf({ name, schema, port });
  for (const [file, text] of files) {
    const path = join(root, file);
    if (existsSync(path)) throw new Sentence(`${file} is there already.`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  say(`${files.size} files written`);
  await withLifeSigns('linking', () => must('npx', ['--yes', PNPM, 'install', '--no-frozen-lockfile']));
  await must(process.execPath, [join(root, 'packages/workshop/src/cli.ts'), 'db']);
  await runTool(tool('biome'), ['format', '--write', `services/${name}`, `packages/contracts/src/${schema}.ts`], root);
  say(`services/${name} stands on port ${port}; prove it with: npm test -- services/${name}`);
  say(`run it with: npm run dev -- ${name}`);
  return 0;
};

const must = async (file: string, args: string[]): Promise<void> => {
  const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const [code]: (number | null)[] = await once(child, 'close');
  if (code !== 0) throw new Sentence(`${file} ${args.join(' ')} failed; what it said stands above.`);
};
