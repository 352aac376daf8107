// The house's rules over a plan, in our own words: what checkers of other people call by number stands here as a sentence.
import { accessRules } from './policy-access.ts';
import { dataRules } from './policy-data.ts';
import { operationRules } from './policy-operations.ts';
import type { Plan, Resource } from './plan.ts';

export type Finding = { readonly rule: string; readonly address: string; readonly says: string };
export type Rule = {
  /** kebab-case, as a finding and the fixture name it. */
  readonly name: string;
  /** What it looks at; a rule that sees nothing in production is a finding of its own. */
  readonly looksAt: (resource: Resource, plan: Plan) => boolean;
  /** What is wrong with one resource, or nothing. */
  readonly finds: (resource: Resource, plan: Plan) => string | undefined;
};

export const RULES: readonly Rule[] = [...accessRules, ...dataRules, ...operationRules];

/**
 * Applies every rule to every resource of a plan.
 *
 * @returns findings, and how many resources each rule saw
 */
export const judge = (plan: Plan): { findings: Finding[]; seen: Record<string, number> } => {
  const findings: Finding[] = [];
  const seen: Record<string, number> = {};
  for (const { name, looksAt, finds } of RULES) {
    const concerned = plan.resources.filter((resource) => looksAt(resource, plan));
    seen[name] = concerned.length;
    for (const resource of concerned) {
      const says = finds(resource, plan);
      if (says !== undefined) findings.push({ rule: name, address: resource.address, says });
    }
  }
  return { findings, seen };
};
