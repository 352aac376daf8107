import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { readText, sourceFiles } from '../files.ts';
import type { Check, CheckResult } from './check.ts';

export type Import = { file: string; from: string };

/** Which of our packages each package may import. A package that is not named here may import npm packages only. */
const ALLOWED: Record<string, string[]> = {
  'service-kit': ['contracts', 'language', 'trace'],
  access: ['contracts', 'service-kit', 'language'],
  messages: ['contracts', 'db', 'trace'],
  audit: ['contracts', 'db'],
  'http-client': ['contracts', 'trace'],
  release: ['db'],
  flags: ['contracts', 'http-client'],
  html: ['language'],
  money: ['language'],
  phone: ['language'],
  calendar: ['language'],
  testbed: ['access', 'contracts', 'db', 'messages', 'service-kit', 'sandbox', 'http-client', 'language', 'trace'],
  workshop: ['contracts', 'db', 'language', 'messages', 'release', 'sandbox', 'testbed', 'service-kit'],
};
const DASHBOARD = ['contracts', 'money', 'phone', 'calendar', 'language'];
/** One file puts the parts of a running service together, so it alone may see them all. */
const COMPOSITION: Record<string, string[]> = {
  'packages/service-kit/src/boot.ts': ['access', 'db', 'http-client', 'messages'],
  'packages/service-kit/src/app.test.ts': ['access', 'db', 'http-client'],
  'packages/service-kit/src/pages.ts': ['html', 'calendar'],
  // What a release is asked is asked of the frame that every service has.
  'packages/release/src/hooks/hooks.test.ts': ['service-kit'],
};
/** Packages that no product code may lean on. */
const WORKBENCH = ['testbed', 'sandbox', 'workshop'];
/** Libraries that exactly one package may import, so that they can be replaced in one place. */
const SOLE_IMPORTER: Record<string, string> = { 'graphile-worker': 'messages' };

const STATEMENT = /(?:^|[\n;])[ \t]*(?:import|export)\s+(?:type\s+)?(?:[\w$*{][^'"`;=]*?\s)?from\s*['"]([^'"\n]+)['"]/g;
const BARE = /(?:^|[\n;])[ \t]*import\s*['"]([^'"\n]+)['"]/g;
const DYNAMIC = /\bimport\(\s*['"]([^'"\n]+)['"]/g;

/** The specifiers that a module's text imports or re-exports from. */
export const importsOf = (text: string): string[] => {
  const found: string[] = [];
  for (const pattern of [STATEMENT, BARE, DYNAMIC])
    for (const match of text.matchAll(pattern)) if (match[1] !== undefined) found.push(match[1]);
  return found;
};

/** `testing.ts` holds what the tests of one folder share. */
const isTest = (file: string): boolean => /\.(test|journey)\.tsx?$|\/acceptance\/|\/testing\.ts$/.test(file);
const homeOf = (file: string): { group: string; name: string } => {
  const [group = '', name = ''] = file.split('/');
  return { group, name };
};
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/**
 * The rule that one import breaks.
 *
 * @param item file relative to the clone and what it imports
 * @param services names of the folders of services/
 * @param declared names in the dependencies of the file's package.json
 * @returns a sentence, or undefined when the import is allowed
 */
export const wrongImport = (
  { file, from }: Import,
  declared: ReadonlySet<string>,
  services: ReadonlySet<string>,
): string | undefined => {
  const { group, name } = homeOf(file);
  if (from.startsWith('node:')) return undefined;
  if (from.startsWith('.')) return wrongRelative(file, from);
  const target = packageOf(from);
  const sole = SOLE_IMPORTER[target];
  if (sole !== undefined && name !== sole) return `only packages/${sole} may import ${target}`;
  if (target.startsWith('@windsurf/')) {
    const other = target.slice('@windsurf/'.length);
    const refused = wrongPackage(file, other, services);
    if (refused !== undefined) return refused;
  }
  return declared.has(target) ? undefined : `${target} is not in the package.json of ${group}/${name}`;
};

const wrongPackage = (file: string, other: string, services: ReadonlySet<string>): string | undefined => {
  const { group, name } = homeOf(file);
  const test = isTest(file);
  if (other === name) return undefined;
  if (other === 'workshop') return 'workshop is never imported';
  if (test && (other === 'testbed' || other === 'sandbox')) return undefined;
  if (COMPOSITION[file]?.includes(other) === true) return undefined;
  if (group === 'services') {
    if (name === 'dashboard')
      return DASHBOARD.includes(other) ? undefined : `the dashboard may import ${DASHBOARD.join(', ')} only`;
    if (WORKBENCH.includes(other)) return `${other} is for tests and the workshop only`;
    return services.has(other) ? `a service never imports another service (${other})` : undefined;
  }
  const allowed = ALLOWED[name] ?? [];
  return allowed.includes(other)
    ? undefined
    : `packages/${name} may import ${allowed.join(', ') || 'npm packages'} only`;
};

const wrongRelative = (file: string, from: string): string | undefined => {
  const target = normalize(join(dirname(file), from));
  const { group, name } = homeOf(file);
  if (!target.startsWith(`${group}/${name}/`)) return 'a relative import never leaves its package';
  if (isTest(file)) return undefined;
  if (isTest(target)) return 'only tests may import what tests share';
  if (group !== 'services' || name === 'dashboard') return undefined;
  const feature = featureOf(file);
  const other = featureOf(target);
  if (feature === undefined || other === undefined || feature === other) return undefined;
  // Rules and shapes may be shared; rows, routes, pages and consumers are a feature's own (decision 0005).
  return /\.(queries|routes|pages|consumers)\.ts$/.test(target)
    ? `feature ${feature} may use ${other} through ${other}.ts, not through its ${target.split('.').at(-2) ?? ''}`
    : undefined;
};

/** services/x/src/<feature>/… */
const featureOf = (file: string): string | undefined => {
  const parts = file.split('/');
  return parts[2] === 'src' && parts.length > 4 ? parts[3] : undefined;
};

const declaredIn = (root: string, home: string, test: boolean): Set<string> => {
  const names = new Set<string>();
  for (const file of test ? [`${home}/package.json`, 'package.json'] : [`${home}/package.json`]) {
    const manifest: Record<string, unknown> = JSON.parse(readFileSync(join(root, file), 'utf8'));
    for (const key of ['dependencies', 'devDependencies', 'optionalDependencies'])
      for (const name of Object.keys((manifest[key] as object | undefined) ?? {})) names.add(name);
    if (typeof manifest.name === 'string') names.add(manifest.name);
  }
  return names;
};

/**
 * Looks at every import of packages/ and services/.
 *
 * @param root the clone's folder
 */
export const checkBoundaries = (root: string): CheckResult => {
  const findings: string[] = [];
  let seen = 0;
  const files = sourceFiles(root);
  const services = new Set(files.filter((file) => file.startsWith('services/')).map((file) => homeOf(file).name));
  for (const file of files) {
    if (!/^(packages|services)\/[^/]+\/.*\.(ts|tsx|mts)$/.test(file) || file.includes('/templates/')) continue;
    const { group, name } = homeOf(file);
    const declared = declaredIn(root, `${group}/${name}`, isTest(file));
    for (const from of importsOf(readText(root, file) ?? '')) {
      seen += 1;
      const broken = wrongImport({ file, from }, declared, services);
      if (broken !== undefined) findings.push(`${file} imports ${from}: ${broken}`);
    }
  }
  return { seen, of: 'imports', findings };
};

export const boundariesCheck: Check = { name: 'boundaries', run: async (root) => checkBoundaries(root) };
