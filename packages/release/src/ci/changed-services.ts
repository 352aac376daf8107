// Which services a change touches. Our own rules over git and the workspace's manifests: an action from the market that
// sees every push is a way in (one was taken over in March 2025), and none knows who needs whom here.
import { execFileSync } from 'node:child_process';
import { readWorkspaceGraph, reachedFrom, type WorkspaceGraph } from './workspace-graph.ts';

export type Selection = {
  /** Folders of services/ whose image or deployment changes, sorted. */
  readonly services: readonly string[];
  /** Services whose tests could turn out otherwise: those, and the ones whose tools of testing have changed. */
  readonly tested: readonly string[];
  /** One line for each service, or for all: why it is in. */
  readonly why: Readonly<Record<string, string>>;
};

export type Question = {
  /** The clone's folder. */
  readonly root: string;
  /** Commit to compare with, by service; a service that is missing or whose commit is unknown is selected. */
  readonly bases: Readonly<Record<string, string | undefined>>;
  readonly head: string;
  /** Who needs whom to run, and also to be tested; read from the clone when left out. */
  readonly graphs?: { readonly production: WorkspaceGraph; readonly all: WorkspaceGraph };
};

/** What everything stands on. A file that no rule knows counts as such: a service too many costs minutes. */
const NOTHING = [
  /^docs\//,
  /\.md$/,
  /^LICENSE$/,
  /^\.gitignore$/,
  /^\.taprc$/,
  /^biome\.json$/,
  /^\.github\/(branch-protection|actions\.lock)\.json$/,
  /^\.github\/(CODEOWNERS|dependabot\.yml)$/,
  /^\.github\/workflows\/(codeql|restore-drill|terraform)\.yml$/,
  /^infra\/terraform\/(envs|tests)\//,
  /^infra\/scripts\//,
  /^docker\/compose\.yaml$/,
  /^docker\/development\.Dockerfile/,
];
/** Steps of the image builds that lie in a package of tools. */
const IMAGE_STEPS = /^packages\/release\/src\/(images\/keep-needed|ci\/workspace-graph)\.ts$/;
/** A test changes no image; it may change what the tests say. */
const TEST = /(\.(test|journey)\.tsx?|\/testing\.ts)$|\/acceptance\//;

type Touched = { readonly all: boolean; readonly image: boolean; readonly why: string; readonly member?: string };

const isZero = (commit: string | undefined): boolean => commit === undefined || /^0*$/.test(commit);

/**
 * @throws Error when `head` is no commit of the clone
 */
export function changedServices({ root, bases, head, graphs }: Question): Selection {
  const production = graphs?.production ?? readWorkspaceGraph(root, 'production');
  const all = graphs?.all ?? readWorkspaceGraph(root, 'all');
  const names = [...production.keys()].filter((f) => f.startsWith('services/')).map((f) => f.slice('services/'.length));
  const known = Object.values(bases).find((base) => !isZero(base));
  if (known === undefined) assertCommit(root, head);
  const [services, tested]: [string[], string[]] = [[], []];
  const why: Record<string, string> = {};
  const diffs = new Map<string, readonly string[] | undefined>();
  for (const name of names) {
    const base = bases[name];
    const key = base ?? '';
    if (!diffs.has(key)) diffs.set(key, isZero(base) ? undefined : changedFiles(root, key, head));
    const files = diffs.get(key);
    const reason = files === undefined ? 'nothing is known to compare with' : touches(files, name, production);
    if (reason !== undefined) {
      services.push(name);
      why[name] = reason;
    }
    const test = reason ?? (files === undefined ? undefined : testsTouched(files, name, all));
    if (test !== undefined) tested.push(name);
  }
  return { services: services.toSorted(), tested: tested.toSorted(), why };
}

/** Why a service's image or deployment changes; undefined when it does not. */
function touches(files: readonly string[], service: string, graph: WorkspaceGraph): string | undefined {
  const needed = new Set(reachedFrom(graph, `services/${service}`));
  for (const file of files) {
    const touched = classify(file, graph);
    if (touched === undefined || !touched.image) continue;
    if (touched.all || touched.member === undefined) {
      if (isFor(file, service)) return touched.why;
    } else if (needed.has(touched.member)) return touched.why;
  }
  return undefined;
}

function testsTouched(files: readonly string[], service: string, graph: WorkspaceGraph): string | undefined {
  const needed = new Set(reachedFrom(graph, `services/${service}`));
  for (const file of files) {
    const touched = classify(file, graph);
    if (touched?.member !== undefined && needed.has(touched.member)) return touched.why;
  }
  return undefined;
}

/** A Dockerfile of one service touches that one; the one for all does not touch who has its own. */
function isFor(file: string, service: string): boolean {
  const [, name] = /^docker\/([a-z-]+?)\.(?:Dockerfile|conf)/.exec(file) ?? [];
  if (name === undefined) return true;
  return name === 'service' ? service !== 'dashboard' : name === service;
}

function classify(file: string, graph: WorkspaceGraph): Touched | undefined {
  if (IMAGE_STEPS.test(file)) return { all: true, image: true, why: `${file} makes every image` };
  if (NOTHING.some((rule) => rule.test(file))) return undefined;
  const [, member] = /^((?:packages|services)\/[^/]+)\//.exec(file) ?? [];
  if (member === undefined) return { all: true, image: true, why: `${file} is for all` };
  // A folder that is no member any more: who needed it cannot be read from the present manifests.
  if (!graph.has(member)) return { all: true, image: !member.startsWith('services/'), why: `${member} is gone` };
  return { all: false, image: !TEST.test(file), why: file, member };
}

/** Paths that differ, both names of a renamed one; undefined when the base is not in the clone. */
function changedFiles(root: string, base: string, head: string): readonly string[] | undefined {
  try {
    const text = git(root, 'diff', '--name-only', '--no-renames', '-z', base, head, '--');
    return text.split('\0').filter((name) => name !== '');
  } catch {
    assertCommit(root, head);
    return undefined;
  }
}

const assertCommit = (root: string, head: string): void =>
  void git(root, 'rev-parse', '--quiet', '--verify', `${head}^{commit}`);

/** The commit where a branch left another; undefined when they share none, or the other is unknown. */
export function mergeBase(root: string, one: string, other: string): string | undefined {
  try {
    return git(root, 'merge-base', one, other).trim();
  } catch {
    return undefined;
  }
}

const git = (root: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64_000_000 });
