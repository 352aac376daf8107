// Row 1: every module and environment is valid against the provider's schema, and what was applied needs no change.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Proof, Say } from '../../proof.ts';
import type { OfflineTerraform } from '../offline.ts';
import { applyEnvironment, missingTerraform, openInfra } from './applied.ts';
import type { Applied } from './applied.ts';

const NAME = '1 Terraform: every module and environment is valid, and a second apply changes nothing';
const ENVIRONMENTS = ['staging', 'production'];

/** Modules whose tests run here; those of the platform have a proof of their own (src/platform/acceptance). */
const TESTED = [
  'backup',
  'cache',
  'data-postgres',
  'dns',
  'ecr',
  'environment',
  'iam-github-oidc',
  'network',
  'secrets',
  'security-baseline',
  'storage',
];

/** `Success! 4 passed, 0 failed.` */
const passedRuns = (output: string): number => Number(/(\d+) passed/.exec(output)?.[1] ?? 0);

/** A test takes down what it made, addresses and audit trails too: in this copy, which nobody else sees. */
const letGo = (terraform: OfflineTerraform, modules: readonly string[]): void => {
  for (const module of modules)
    for (const name of readdirSync(join(terraform.folder, 'terraform/modules', module))) {
      const file = join(terraform.folder, 'terraform/modules', module, name);
      if (!name.endsWith('.tf')) continue;
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('prevent_destroy = true', 'prevent_destroy = false'));
    }
};

const testModules = async (
  terraform: OfflineTerraform,
  say: Say,
): Promise<{ modules: number; tests: number; broken: string[] }> => {
  const broken: string[] = [];
  let tests = 0;
  const modules = readdirSync(join(terraform.folder, 'terraform/modules'));
  letGo(terraform, modules);
  for (const name of modules) {
    const root = `terraform/modules/${name}`;
    await terraform.must(root, ['init', '-no-color']);
    const valid = await terraform.run(root, ['validate', '-no-color']);
    if (valid.code !== 0) broken.push(`${name} is not valid: ${valid.errors}`);
    if (!TESTED.includes(name)) continue;
    const ran = await terraform.run(root, ['test', '-no-color']);
    tests += passedRuns(ran.output);
    if (ran.code !== 0 || passedRuns(ran.output) === 0) broken.push(`${name}: ${ran.output}${ran.errors}`);
    say(`module ${name}: valid, ${passedRuns(ran.output)} runs of its test passed`);
  }
  return { modules: modules.length, tests, broken };
};

/** A module with a mistake that only the schema knows: an argument that the provider does not have. */
const mistakes = async (terraform: OfflineTerraform): Promise<number> => {
  let found = 0;
  const planted = [
    ['resource "aws_eip" "planted" {\n  fifo = true\n}\n', 'Unsupported argument'],
    ['resource "aws_flow_log" "planted" {\n  vpc_id = aws_vpc.this.arnn\n}\n', 'Unsupported attribute'],
    ['resource "aws_subnet" "planted" {\n  cidr_block = "10.0.0.0/24"\n}\n', 'Missing required argument'],
  ] as const;
  const root = 'terraform/modules/network';
  await terraform.must(root, ['init', '-no-color']);
  const file = join(terraform.folder, root, 'planted.tf');
  for (const [text, says] of planted) {
    writeFileSync(file, text);
    const { code, errors } = await terraform.run(root, ['validate', '-no-color']);
    if (code !== 0 && errors.includes(says)) found += 1;
  }
  rmSync(file);
  return found;
};

/** A name with the time in it: every plan would rename the network, and the proof must say so. */
const isRestlessSeen = async (applied: Applied): Promise<boolean> => {
  const file = join(applied.terraform.folder, 'terraform/modules/network/main.tf');
  const text = readFileSync(file, 'utf8');
  const restless = text.replace('{ Name = var.name }', '{ Name = "${var.name} ${timestamp()}" }');
  if (restless === text) throw new Error('the network has no name to make restless');
  writeFileSync(file, restless);
  const { code, plan } = await applied.again();
  writeFileSync(file, text);
  return code === 2 && plan.changes.some(({ address }) => address.endsWith('.aws_vpc.this'));
};

/**
 * Validates and tests every module, applies every environment twice, offline. Needs terraform.
 *
 * @throws Error with what Terraform printed when it could not even start
 */
export const proveTerraformPlans = async (say: Say): Promise<Proof> => {
  const skipped = missingTerraform();
  if (skipped !== undefined) return { name: NAME, ok: false, skipped, figures: {} };
  const tested = openInfra();
  const terraform = openInfra();
  try {
    const { modules, tests, broken } = await testModules(tested, say);
    const planted = await mistakes(terraform);
    const resources: Record<string, number> = {};
    let idempotent = 0;
    let restlessSeen = false;
    for (const environment of ENVIRONMENTS) {
      const applied = await applyEnvironment(terraform, environment);
      resources[environment] = applied.first.resources.length;
      const { code, plan } = await applied.again();
      restlessSeen ||= await isRestlessSeen(applied);
      if (code === 0) idempotent += 1;
      else broken.push(`${environment} changes again: ${plan.changes.map(({ address }) => address).join(', ')}`);
      say(`${environment}: ${resources[environment]} resources, second plan ${code === 0 ? 'empty' : 'NOT empty'}`);
    }
    for (const one of broken) say(one);
    return {
      name: NAME,
      ok:
        broken.length === 0 &&
        planted === 3 &&
        restlessSeen &&
        idempotent === ENVIRONMENTS.length &&
        tests >= 3 * TESTED.length,
      figures: {
        modules,
        module_tests: tests,
        resources,
        idempotent,
        planted_mistakes_found: planted + (restlessSeen ? 1 : 0),
      },
    };
  } finally {
    tested.close();
    terraform.close();
  }
};
