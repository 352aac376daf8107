// The task definition of a release, out of infra/task-definitions/<kind>.json.tmpl. Terraform renders the same templates for
// the first deployment, so every value is JSON here as there.
import {
  type ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';

export type Values = Readonly<Record<string, unknown>>;

const PLACEHOLDER = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * Fills a template.
 *
 * @param text of the template; each `${name}` stands where a JSON value belongs
 * @throws Error that names every value that is missing, or that nobody asks for, or what is wrong with the outcome
 */
export const renderTaskDefinition = (text: string, values: Values): RegisterTaskDefinitionCommandInput => {
  const asked = new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name));
  const missing = [...asked].filter((name) => values[name] === undefined);
  if (missing.length > 0) throw new Error(`the task definition lacks ${missing.toSorted().join(', ')}`);
  const filled = text.replaceAll(PLACEHOLDER, (_all, name: string) => JSON.stringify(values[name]));
  let rendered: RegisterTaskDefinitionCommandInput;
  try {
    rendered = JSON.parse(filled) as RegisterTaskDefinitionCommandInput;
  } catch (error) {
    throw new Error(`the filled task definition is no JSON: ${String(error)}`, { cause: error });
  }
  const [first] = rendered.containerDefinitions ?? [];
  if (rendered.family === undefined || first === undefined)
    throw new Error('the task definition has no family or no container');
  return rendered;
};

const DIGEST = /^[\w.-]+(?::\d+)?\/[\w./-]+@sha256:[0-9a-f]{64}$/;

/** @throws Error for an image that is named by a tag: what was tested and what starts could be two things */
export const assertDigest = (image: string): void => {
  if (!DIGEST.test(image))
    throw new Error(`the image must be named by its digest (<registry>/<repository>@sha256:…), not ${image}`);
};

/** @returns ARN of the new revision */
export const registerTaskDefinition = async (
  ecs: ECSClient,
  definition: RegisterTaskDefinitionCommandInput,
  tags: Readonly<Record<string, string>>,
): Promise<string> => {
  const { taskDefinition } = await ecs.send(
    new RegisterTaskDefinitionCommand({
      ...definition,
      tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    }),
  );
  if (taskDefinition?.taskDefinitionArn === undefined) throw new Error(`${definition.family} was not registered`);
  return taskDefinition.taskDefinitionArn;
};
