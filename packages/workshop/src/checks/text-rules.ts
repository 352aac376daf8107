import { readText, sourceFiles } from '../files.ts';
import type { Check, CheckResult } from './check.ts';

type Rule = { says: string; appliesTo(file: string): boolean; finds(text: string, file: string): boolean };

const isCode = (file: string): boolean => /\.(ts|tsx|mts|mjs|js)$/.test(file);
const isTest = (file: string): boolean => /\.(test|journey)\.tsx?$/.test(file);
/** Benchmarks and kill runs are started by hand, as `main.ts` is; `testing.ts` holds what tests share. */
const isEntry = (file: string): boolean =>
  /\/(main|healthcheck|self-test|verify|testing|bench|storm|kills(-worker)?)\.ts$/.test(file);
const isServiceSource = (file: string): boolean =>
  /^services\/[^/]+\/src\/.*\.tsx?$/.test(file) && !isTest(file) && !isEntry(file);

const LONGEST = 400;
/** Written in two halves, or this file would break its own rule. */
const PACKAGE_HOSTS = new RegExp(['registry', '(npmjs|yarnpkg|npmmirror)'].join('\\.'), 'i');
const MACHINE_PATH = /(?<![\w.])\/(?:home|Users)\/[a-z][\w.-]*\//;

const rules = (root: string, registryHost: string | undefined): Rule[] => [
  {
    says: 'skipped, todo or only-test: mend it or remove it',
    appliesTo: isTest,
    finds: (text) => /\.(skip|todo|only)\(/.test(text),
  },
  {
    says: 'a test within a test that nobody awaits runs beside what follows it: await t.test(…)',
    appliesTo: isTest,
    finds: (text) => /^[ \t]+t\.test\(/m.test(text),
  },
  {
    says: 'a name that says nothing (house.md, section 8)',
    appliesTo: () => true,
    finds: (_text, file) => /(^|\/)(utils?|helpers?|common|lib)(\/|\.\w+$)/.test(file),
  },
  {
    says: `longer than ${LONGEST} lines: two rooms in one`,
    appliesTo: (file) => isCode(file) && !isTest(file) && !file.includes('.gen.'),
    finds: (text) => text.split('\n').length > LONGEST + 1,
  },
  {
    says: 'names a package host',
    appliesTo: () => true,
    finds: (text) => PACKAGE_HOSTS.test(text) || (registryHost !== undefined && text.includes(registryHost)),
  },
  {
    says: 'console instead of the logger',
    appliesTo: (file) => isServiceSource(file),
    finds: (text) => /\bconsole\.\w+\(/.test(text),
  },
  {
    says: 'a path of one machine',
    appliesTo: (file) => isCode(file) || /\.(json|md|ya?ml|sql|sh|Dockerfile)$/.test(file),
    finds: (text) => MACHINE_PATH.test(text) || text.includes(`${root}/`),
  },
  {
    says: 'process.env outside of main.ts',
    appliesTo: (file) => isServiceSource(file),
    finds: (text) => /\bprocess\.env\b/.test(text),
  },
];

const hostOf = (address: string | undefined): string | undefined => {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '127.0.0.1' ? undefined : hostname;
};

/**
 * House rules that can be read off a file's name or text.
 *
 * @param root the clone's folder
 * @param registry address of the package registry in use, whose host may stand in no file
 */
export const checkText = (root: string, registry: string | undefined): CheckResult => {
  const all = rules(root, hostOf(registry));
  const findings: string[] = [];
  let seen = 0;
  for (const file of sourceFiles(root)) {
    const text = readText(root, file);
    if (text === undefined) continue;
    seen += 1;
    for (const rule of all) if (rule.appliesTo(file) && rule.finds(text, file)) findings.push(`${file}: ${rule.says}`);
  }
  return { seen, of: 'files', findings };
};

export const textCheck: Check = {
  name: 'text rules',
  run: async (root) => checkText(root, process.env.npm_config_registry),
};
