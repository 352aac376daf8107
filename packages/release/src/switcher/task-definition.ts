// The task definition of a release: rendered from infra/task-definitions with Terraform's values, or the family's newest one
// with another image, which carries what Terraform has changed since.
import {
  DescribeTaskDefinitionCommand,
  type ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import { readTemplate, renderTaskDefinition, type TaskKind } from '../task-definitions/render.ts';

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
): Promise<string> => {
  const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand(definition));
  if (taskDefinition?.taskDefinitionArn === undefined) throw new Error(`${definition.family} was not registered`);
  return taskDefinition.taskDefinitionArn;
};

export type Wanted = {
  readonly kind: TaskKind;
  /** For example `staging-payments-worker`. */
  readonly family: string;
  /** Name of the container that runs our image. */
  readonly container: string;
  readonly image: string;
  /** Terraform's values (`terraform output -json environment`, `deployment`); the family's newest is taken without them. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
};

/** @throws Error when a value is missing, or the family or its container is not there */
export const definitionFor = async (ecs: ECSClient, wanted: Wanted): Promise<RegisterTaskDefinitionCommandInput> => {
  assertDigest(wanted.image);
  if (wanted.values !== undefined)
    return renderTaskDefinition(readTemplate(wanted.kind), { ...wanted.values, image: wanted.image });
  const { taskDefinition: newest } = await ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: wanted.family }),
  );
  const containers = newest?.containerDefinitions ?? [];
  if (newest === undefined || !containers.some(({ name }) => name === wanted.container))
    throw new Error(`the newest task definition of ${wanted.family} has no container ${wanted.container}`);
  const {
    taskDefinitionArn: _arn,
    revision: _revision,
    status: _status,
    requiresAttributes: _attributes,
    compatibilities: _compatibilities,
    registeredAt: _at,
    registeredBy: _by,
    deregisteredAt: _gone,
    deleteRequestedAt: _deleted,
    ...kept
  } = newest;
  return {
    ...kept,
    family: wanted.family,
    containerDefinitions: containers.map((one) =>
      one.name === wanted.container ? { ...one, image: wanted.image } : one,
    ),
  };
};
