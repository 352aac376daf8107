// One template per kind of task, read twice: by Terraform for the first definition, here for every later one.
import { readFileSync } from 'node:fs';
import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';

/** `service` is the web role, `worker` the same image with --role=worker, `migrate` a one-off task before the switch. */
export type TaskKind = 'service' | 'worker' | 'dashboard' | 'migrate';
/** What Terraform tells of a service (`terraform output -json environment`, `deployment`), and the image. */
export type TaskValues = Readonly<Record<string, unknown>> & { readonly image: string };

const TEMPLATES = new URL('../../../../infra/task-definitions/', import.meta.url);
const PLACE = /\$\{(\w+)\}/g;
const BY_DIGEST = /@sha256:[0-9a-f]{64}$/;

/** The template of a kind, as it stands in infra/task-definitions. */
export const readTemplate = (kind: TaskKind): string => readFileSync(new URL(`${kind}.json.tmpl`, TEMPLATES), 'utf8');

/** Names of the places that a template wants filled. */
export const placesOf = (template: string): string[] =>
  [...new Set([...template.matchAll(PLACE)].map(([, name = '']) => name))].sort();

/**
 * Fills a template: every value is written as JSON, as Terraform's `jsonencode` does.
 *
 * @param template text of infra/task-definitions/*.json.tmpl
 * @param values one per place, no more and no less: a value that nothing takes is a template that lost a line
 * @throws Error when a value is missing or superfluous, or the image is not named by its digest
 */
export const renderTaskDefinition = (template: string, values: TaskValues): RegisterTaskDefinitionCommandInput => {
  const places = placesOf(template);
  const missing = places.filter((name) => values[name] === undefined || values[name] === null);
  if (missing.length > 0) throw new Error(`the task definition has no value for ${missing.join(', ')}`);
  const superfluous = Object.keys(values).filter((name) => !places.includes(name));
  if (superfluous.length > 0) throw new Error(`the template has no place for ${superfluous.join(', ')}`);
  if (!BY_DIGEST.test(values.image))
    throw new Error('an image is named by its digest (…@sha256:…): a tag can be moved');
  const text = template.replace(PLACE, (_whole, name: string) => JSON.stringify(values[name]));
  const definition: RegisterTaskDefinitionCommandInput = JSON.parse(text);
  return definition;
};
