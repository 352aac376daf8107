// Who needs whom in this workspace, read from the manifests. Runs inside the image build too, so it needs no package.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of a workspace member, relative to the clone (`packages/money`), → folders of the members it names. */
export type WorkspaceGraph = ReadonlyMap<string, readonly string[]>;

const GROUPS = ['packages', 'services'];

type Manifest = { name?: unknown; dependencies?: Record<string, string>; devDependencies?: Record<string, string> };

/**
 * @param root the clone's folder
 * @param kinds `production`: what runs; `all`: also what only its tests need
 * @throws Error when two members have one name
 */
export function readWorkspaceGraph(root: string, kinds: 'production' | 'all'): WorkspaceGraph {
  const manifests = new Map<string, Manifest>();
  const homes = new Map<string, string>();
  for (const group of GROUPS)
    for (const name of existsSync(join(root, group)) ? readdirSync(join(root, group)).toSorted() : []) {
      const folder = `${group}/${name}`;
      const file = join(root, folder, 'package.json');
      if (!existsSync(file)) continue;
      const manifest: Manifest = JSON.parse(readFileSync(file, 'utf8'));
      const called = String(manifest.name);
      const other = homes.get(called);
      if (other !== undefined) throw new Error(`${folder} and ${other} are both called ${called}`);
      manifests.set(folder, manifest);
      homes.set(called, folder);
    }
  const graph = new Map<string, string[]>();
  for (const [folder, { dependencies, devDependencies }] of manifests) {
    const named = Object.keys({ ...dependencies, ...(kinds === 'all' ? devDependencies : {}) });
    graph.set(
      folder,
      named.flatMap((name) => homes.get(name) ?? []),
    );
  }
  return graph;
}

/** The member itself and everything it reaches, sorted. Throws an Error when there is no such member. */
export function reachedFrom(graph: WorkspaceGraph, folder: string): string[] {
  if (!graph.has(folder)) throw new Error(`${folder} is no member of the workspace`);
  const seen = new Set<string>();
  const visit = (one: string): void => {
    if (seen.has(one)) return;
    seen.add(one);
    for (const next of graph.get(one) ?? []) visit(next);
  };
  visit(folder);
  return [...seen].toSorted();
}
