// First job of service-ci-cd.yml: node packages/release/src/ci/detect-command.ts. Reads EVENT, BASE_REF (pull request),
// BASE_SHA (merge group), DEPLOYED (push: {"auth":"<commit>",…}), SELECTED (by hand: "all" or "auth,payments") and HEAD;
// writes `services` and `tested`, JSON lists, to GITHUB_OUTPUT.
import { appendFileSync, readFileSync } from 'node:fs';
import { changedServices, mergeBase, type Selection } from './changed-services.ts';
import { readWorkspaceGraph } from './workspace-graph.ts';

const root = process.cwd();
const {
  EVENT = '',
  BASE_REF = '',
  BASE_SHA = '',
  DEPLOYED = '',
  SELECTED = '',
  HEAD = 'HEAD',
  GITHUB_OUTPUT,
} = process.env;
const names = [...readWorkspaceGraph(root, 'production').keys()]
  .filter((folder) => folder.startsWith('services/'))
  .map((folder) => folder.slice('services/'.length));
/** Those that others lean on come first (S4-44): the list is in the order of ports; what is not in it, the dashboard, last. */
const order = (JSON.parse(readFileSync('infra/terraform/services.json', 'utf8')) as { name: string }[]).map(
  (s) => s.name,
);
const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
const inOrder = (list: readonly string[]): string[] => list.toSorted((a, b) => place(a) - place(b));
const forAll = (base: string | undefined): Record<string, string | undefined> =>
  Object.fromEntries(names.map((name) => [name, base]));

/** By hand: those that were named, and an error for a name that is none. */
function selected(): Selection {
  const wanted = SELECTED === 'all' ? names : SELECTED.split(',').map((name) => name.trim());
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`no service is called ${unknown.join(', ')}; there are ${names.join(', ')}`);
  return { services: wanted, tested: wanted, why: forEach(wanted, 'chosen by hand') };
}

const forEach = (wanted: readonly string[], why: string): Record<string, string> =>
  Object.fromEntries(wanted.map((name) => [name, why]));

function compare(): Selection {
  switch (EVENT) {
    case 'pull_request':
      return changedServices({ root, head: HEAD, bases: forAll(mergeBase(root, `origin/${BASE_REF}`, HEAD)) });
    case 'merge_group':
      return changedServices({ root, head: HEAD, bases: forAll(BASE_SHA) });
    case 'push': {
      const deployed: Record<string, string> = JSON.parse(DEPLOYED === '' ? '{}' : DEPLOYED);
      return changedServices({ root, head: HEAD, bases: deployed });
    }
    case 'workflow_dispatch':
      return selected();
    default:
      throw new Error(`no rule for the event ${EVENT}`);
  }
}

const found = compare();
for (const name of found.services) process.stdout.write(`${name}: ${found.why[name] ?? ''}\n`);
process.stdout.write(`${found.services.length} of ${names.length} services, ${found.tested.length} to test\n`);
const lines = `services=${JSON.stringify(inOrder(found.services))}\ntested=${JSON.stringify(inOrder(found.tested))}\n`;
if (GITHUB_OUTPUT === undefined) process.stdout.write(lines);
else appendFileSync(GITHUB_OUTPUT, lines);
