// What an image says of itself in its labels, and how its name and arguments come about. Read by the pipeline and proofs.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMigrations } from '@windsurf/db/migrate';

/**
 * Number of the last expand migration of a service: a database below it lacks what this build needs. 0 for one without
 * migrations. Contract files do not count: they take away, and no build needs that.
 *
 * @param root the clone's folder
 * @param service its folder's name
 */
export function schemaLevelOf(root: string, service: string): number {
  const folder = join(root, 'services', service, 'migrations');
  if (!existsSync(folder)) return 0;
  const needed = readMigrations(folder).findLast(({ phase }) => phase === 'expand');
  return needed === undefined ? 0 : Number(needed.name.slice(0, 4));
}

/** The Dockerfile of a folder of services/: its own, or the one for all. */
export const dockerfileOf = (root: string, service: string): string =>
  existsSync(join(root, 'docker', `${service}.Dockerfile`))
    ? `docker/${service}.Dockerfile`
    : 'docker/service.Dockerfile';

/** Names of the packages that only development needs: named by a manifest's devDependencies and by no dependencies. */
export function developmentPackages(root: string, folders: readonly string[]): Set<string> {
  const read = (folder: string): Record<string, Record<string, string> | undefined> =>
    JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const manifests = ['.', ...folders].map(read);
  const needed = new Set(manifests.flatMap(({ dependencies }) => Object.keys(dependencies ?? {})));
  const named = manifests.flatMap(({ devDependencies }) => Object.keys(devDependencies ?? {}));
  // Declarations of types come along with packages that publish them, and run nowhere.
  return new Set(named.filter((name) => !needed.has(name) && !/^@(windsurf|types)\//.test(name)));
}
