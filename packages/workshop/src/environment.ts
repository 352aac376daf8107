import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { devFolder } from './place.ts';

const environmentFile = (service: string): string => join(devFolder, 'environment', `${service}.json`);

/** Keeps what a running service was told, so that one-off commands can speak to the same database and secrets. */
export const keepEnvironment = (service: string, env: NodeJS.ProcessEnv): void => {
  mkdirSync(join(devFolder, 'environment'), { recursive: true });
  writeFileSync(environmentFile(service), JSON.stringify(env), { mode: 0o600 });
};

/** What the service was told when it was started the last time; undefined when it never was. */
export const keptEnvironment = (service: string): NodeJS.ProcessEnv | undefined => {
  const file = environmentFile(service);
  if (!existsSync(file)) return undefined;
  const env: NodeJS.ProcessEnv = JSON.parse(readFileSync(file, 'utf8'));
  return env;
};
