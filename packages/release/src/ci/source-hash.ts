// The name of an image by what goes into it, so that the same sources are built once: a merge of develop into main has a
// new commit and the old content, and production gets the very bytes that staging has run.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { dockerfileOf } from '../images/image-facts.ts';
import { readWorkspaceGraph, reachedFrom } from './workspace-graph.ts';

const ROOT_FILES = ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', '.npmrc'];
const IMAGE_STEPS = ['packages/release/src/images/keep-needed.ts', 'packages/release/src/ci/workspace-graph.ts'];
/** As in docker/*.dockerignore; a file that is left out of the build does not change its name. */
const LEFT_OUT = /(\.test\.tsx?|\/testing\.ts)$/;
const LENGTH = 20;

/**
 * `src-` and 20 hexadecimal digits of a SHA-256 over the git objects that the image is built from.
 *
 * @param root the clone's folder, at `head`: the manifests are read from it
 * @param service folder of services/
 * @throws Error when git knows none of the files
 */
export function sourceTag(root: string, service: string, head: string): string {
  const members = reachedFrom(readWorkspaceGraph(root, 'production'), `services/${service}`);
  const dockerfile = dockerfileOf(root, service);
  const own = service === 'dashboard' ? ['docker/dashboard.conf'] : [];
  const paths = [...members, ...ROOT_FILES, ...IMAGE_STEPS, dockerfile, `${dockerfile}.dockerignore`, ...own];
  const listed = execFileSync('git', ['ls-tree', '-r', '-z', head, '--', ...paths], { cwd: root, encoding: 'utf8' });
  const files = listed.split('\0').filter((line) => line !== '' && !LEFT_OUT.test(line));
  if (files.length <= ROOT_FILES.length) throw new Error(`${head} has no sources of ${service}`);
  const hash = createHash('sha256').update(`${service}\n`);
  for (const line of files.toSorted()) hash.update(`${line}\n`);
  return `src-${hash.digest('hex').slice(0, LENGTH)}`;
}
