// What runs where, written down before a release changes it (S4-41).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AwsWorld, clusterOf } from './aws-world.ts';
import { runningTaskDefinition } from '../switcher/aws-deployments.ts';
import type { Environment } from './state.ts';
import { said } from './trouble.ts';

export type Manifest = {
  readonly environment: Environment;
  readonly at: string;
  /** ARN by ECS service; null for one that has never been deployed. */
  readonly taskDefinitions: Readonly<Record<string, string | null>>;
};

/** @param names of ECS services, workers too */
export const manifestOf = async (
  world: AwsWorld,
  environment: Environment,
  names: readonly string[],
  now: Date,
): Promise<Manifest> => {
  const taskDefinitions: Record<string, string | null> = {};
  for (const service of names) {
    try {
      const place = { ecs: world.ecs, cluster: clusterOf(environment), service };
      taskDefinitions[service] = (await runningTaskDefinition(place)) ?? null;
    } catch (error) {
      throw new Error(`the manifest lacks ${service}: ${said(error)}`, { cause: error });
    }
  }
  return { environment, at: now.toISOString(), taskDefinitions };
};

/** @returns the file `manifest-<date>-<time>.json` */
export const writeManifest = (folder: string, manifest: Manifest): string => {
  mkdirSync(folder, { recursive: true });
  const stamp = manifest.at.slice(0, 19).replaceAll(':', '');
  const file = join(folder, `manifest-${manifest.environment}-${stamp}.json`);
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  return file;
};
