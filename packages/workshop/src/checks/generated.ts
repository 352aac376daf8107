import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EndpointShape } from '@windsurf/contracts/endpoint';
import { declaredProblems } from '@windsurf/contracts/problem';
import { problemDocument } from '@windsurf/contracts/problem-document';
import { openApi } from '@windsurf/service-kit/openapi';
import { readServices, SERVICES_FILE, type Service, servicesJson, startable } from '../registry.ts';
import { type Generated, rowTypes } from '../row-types.ts';
import type { Check, CheckResult } from './check.ts';

const isEndpoint = (value: unknown): value is EndpointShape =>
  typeof value === 'object' &&
  value !== null &&
  ['method', 'url', 'access', 'response'].every((key) => Object.hasOwn(value, key));

/** The wire of one service as OpenAPI, printed from its contracts; undefined while it has no contracts. */
const openApiOf = async (root: string, service: Service): Promise<Generated | undefined> => {
  const folder = join(root, 'packages/contracts/src');
  if (!existsSync(folder)) return undefined;
  // One file, or several: `payments.ts` and `payments-sellable.ts`.
  const files = readdirSync(folder).filter(
    (file) => file === `${service.schema}.ts` || (file.startsWith(`${service.schema}-`) && file.endsWith('.ts')),
  );
  const endpoints: EndpointShape[] = [];
  for (const file of files.toSorted((a, b) => a.length - b.length || a.localeCompare(b))) {
    const module: Record<string, unknown> = await import(join(folder, file));
    endpoints.push(...Object.values(module).filter(isEndpoint));
  }
  if (endpoints.length === 0) return undefined;
  return { file: `services/${service.name}/openapi.json`, text: openApi(service.name, endpoints) };
};

/** What each type of problem means; they are declared while their modules are read. */
const problemsOf = async (root: string): Promise<Generated[]> => {
  const folder = join(root, 'packages/contracts/src');
  if (!existsSync(folder)) return [];
  const modules = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  for (const file of modules) await import(join(folder, file));
  return [{ file: 'docs/problems/README.md', text: problemDocument(declaredProblems.values()) }];
};

/**
 * Every generated file of the repository with the text that it should have.
 *
 * @param root the clone's folder
 * @param databaseUrl superuser's address of a server on which row types can be read; none: they are left out
 */
export const generatedFiles = async (root: string, databaseUrl: string | undefined): Promise<Generated[]> => {
  const services = readServices(root);
  const files: Generated[] = [{ file: SERVICES_FILE, text: servicesJson(services) }];
  for (const service of startable(services)) {
    const openapi = await openApiOf(root, service);
    if (openapi !== undefined) files.push(openapi);
  }
  files.push(...(await problemsOf(root)));
  if (databaseUrl !== undefined) files.push(...(await rowTypes(startable(services), databaseUrl)));
  return files;
};

/**
 * @param root the clone's folder
 * @param files what the generators would write
 */
export const checkGenerated = (root: string, files: Generated[]): CheckResult => {
  const findings: string[] = [];
  for (const { file, text } of files) {
    const path = join(root, file);
    if (!existsSync(path)) findings.push(`${file} is missing: npm run db -- generate`);
    else if (readFileSync(path, 'utf8') !== text)
      findings.push(`${file} is not what its source says: npm run db -- generate`);
  }
  return { seen: files.length, of: 'files', findings };
};

/**
 * @param databaseUrl superuser's address of a server on which row types can be read
 */
export const generatedCheck = (databaseUrl: string | undefined): Check => ({
  name: 'generated files',
  run: async (root) => checkGenerated(root, await generatedFiles(root, databaseUrl)),
});
