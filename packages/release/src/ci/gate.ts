// The one check that a branch needs. A job that was skipped counts as good only where it had nothing to do.
export type JobResult = 'success' | 'failure' | 'cancelled' | 'skipped';
export type Needs = Readonly<
  Record<string, { readonly result: JobResult; readonly outputs: Readonly<Record<string, string>> }>
>;

export type Situation = {
  readonly event: 'pull_request' | 'merge_group' | 'push' | 'workflow_dispatch';
  /** Short name: `main`, `develop`, `feature/x`. */
  readonly branch: string;
  /** By hand: `ordinary`, `maintenance` or `rollback`; empty for everything else. */
  readonly change?: string;
};

/** Jobs whose result the gate must have seen: a gate that forgot one would be open there. */
export const JOBS = [
  'deployed',
  'source',
  'build',
  'check',
  'test',
  'test-shared',
  'security',
  'codeql',
  'deploy-staging',
  'verify-staging',
  'approve-production',
  'deploy-production',
  'verify-production',
] as const;
type Job = (typeof JOBS)[number];

/**
 * Why the gate stays shut, a sentence each; empty when it opens.
 *
 * @param needs GitHub's `needs` context of the gate
 */
export function whyShut(needs: Needs, situation: Situation): string[] {
  const shut: string[] = [];
  for (const job of Object.keys(needs))
    if (!(JOBS as readonly string[]).includes(job)) shut.push(`${job} is not known to the gate`);
  const selected = listIn(needs.source?.outputs.services);
  const tested = listIn(needs.source?.outputs.tested);
  if (needs.source?.result === 'success' && (selected === undefined || tested === undefined))
    shut.push('source did not say which services are touched');
  for (const job of JOBS) {
    const result = needs[job]?.result;
    if (result === undefined) shut.push(`the gate has not heard of ${job}`);
    else if (result === 'failure' || result === 'cancelled') shut.push(`${job}: ${result}`);
    else if (result === 'skipped' && isExpected(job, situation, selected ?? [], tested ?? []))
      shut.push(`${job} was skipped, and had something to do`);
  }
  return shut;
}

/** Whether a job has something to do, by what happened and what was touched. */
function isExpected(
  job: Job,
  { event, branch, change }: Situation,
  selected: readonly string[],
  tested: readonly string[],
): boolean {
  const ships = (event === 'push' || event === 'workflow_dispatch') && selected.length > 0;
  // What is brought back has been built and tested.
  const makes = change !== 'rollback';
  switch (job) {
    case 'source':
      return true;
    case 'check':
    case 'security':
    case 'test-shared':
      return makes;
    case 'codeql':
      return event !== 'workflow_dispatch';
    case 'deployed':
      return event === 'push';
    case 'build':
      return makes && selected.length > 0;
    case 'test':
      return makes && tested.length > 0;
    case 'deploy-staging':
    case 'verify-staging':
      return ships && branch === 'develop';
    case 'approve-production':
    case 'deploy-production':
    case 'verify-production':
      return ships && branch === 'main';
  }
}

/** A JSON list of names; undefined when it is none. */
function listIn(text: string | undefined): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}
