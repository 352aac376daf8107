// What the pipelines must say, beyond what a linter knows. Pure functions over the text of .github/.
import { parse } from 'yaml';
import { JOBS } from './gate.ts';

export type Step = {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
};
export type Job = {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly environment?: string;
  readonly 'runs-on'?: string | { readonly group: string; readonly labels: readonly string[] };
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly secrets?: unknown;
  readonly steps?: readonly Step[];
};
export type Workflow = {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly defaults?: { readonly run?: { readonly shell?: string } };
  readonly concurrency?: { readonly group?: string; readonly 'cancel-in-progress'?: unknown };
  readonly jobs: Readonly<Record<string, Job>>;
};
export type ActionsLock = { readonly actions: Readonly<Record<string, { version: string; commit: string }>> };
/** Text by path below .github/, for example `workflows/codeql.yml`. */
export type Files = Readonly<Record<string, string>>;

/** Rights that a job may ask for beyond reading, and by what it must then do. */
const MAY_WRITE: Readonly<Record<string, RegExp>> = {
  'id-token': /configure-aws-credentials@|deploy-service\.yml/,
  attestations: /attest-build-provenance@/,
  'security-events': /codeql-action|codeql\.yml/,
};
const PRODUCTION = /production/;
/** A runner of ours inside the network, for what must reach a database. */
const PRIVATE_RUNNER = JSON.stringify({ group: 'private-subnets', labels: ['self-hosted', 'linux'] });

/** A sentence for each rule that a file breaks; empty when all is right. */
export function workflowDefects(files: Files, lock: ActionsLock): string[] {
  const found = [...pinDefects(files, lock)];
  for (const [file, text] of Object.entries(files)) {
    if (!file.startsWith('workflows/')) continue;
    const workflow: Workflow = parse(text);
    const say = (sentence: string): number => found.push(`${file}: ${sentence}`);
    for (const sentence of topDefects(workflow)) say(sentence);
    for (const [name, job] of Object.entries(workflow.jobs))
      for (const sentence of jobDefects(job)) say(`${name}: ${sentence}`);
    if (file === 'workflows/service-ci-cd.yml') for (const sentence of pipelineDefects(workflow)) say(sentence);
    if (file === 'workflows/deploy-service.yml') for (const sentence of deployDefects(workflow)) say(sentence);
    if (file === 'workflows/terraform.yml') for (const sentence of terraformDefects(workflow)) say(sentence);
  }
  return found;
}

/** Every action at one commit, with its version beside it, as the lock has it; and nothing in the lock that is not used. */
function pinDefects(files: Files, { actions }: ActionsLock): string[] {
  const found: string[] = [];
  const used = new Set<string>();
  for (const [file, text] of Object.entries(files))
    for (const [line, , name = '', rest = ''] of text.matchAll(/^\s*(- )?uses: ([^\s@]+)(.*)$/gm)) {
      if (name.startsWith('./')) continue;
      const action = name.split('/').slice(0, 2).join('/');
      used.add(action);
      const [, commit, version] = /^@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/.exec(rest) ?? [];
      const locked = actions[action];
      if (commit === undefined)
        found.push(`${file}: ${line.trim()} is not pinned to a commit with its version beside it`);
      else if (locked === undefined) found.push(`${file}: ${action} is not in actions.lock.json`);
      else if (locked.commit !== commit || locked.version !== version)
        found.push(
          `${file}: ${action} is ${version} here and ${locked.version} in actions.lock.json, or another commit`,
        );
    }
  for (const [action, { commit, version }] of Object.entries(actions)) {
    if (!used.has(action)) found.push(`actions.lock.json: ${action} is used nowhere`);
    if (!/^[0-9a-f]{40}$/.test(commit) || !/^v\d+\.\d+\.\d+$/.test(version))
      found.push(`actions.lock.json: ${action} has no commit`);
  }
  return found;
}

function topDefects({ on, permissions, defaults, concurrency, jobs }: Workflow): string[] {
  const found: string[] = [];
  for (const event of ['pull_request_target', 'workflow_run', 'issue_comment'])
    if (Object.hasOwn(on, event)) found.push(`${event} runs strangers' changes with our rights`);
  if (JSON.stringify(permissions) !== '{"contents":"read"}') found.push('its permissions are not contents: read');
  if (defaults?.run?.shell !== 'bash') found.push('shell: bash is not said, so a failure before a pipe goes unseen');
  if (concurrency?.group === undefined) found.push('no concurrency');
  if (Object.keys(jobs).length === 0) found.push('no job');
  return found;
}

function jobDefects(job: Job): string[] {
  const found: string[] = [];
  const text = JSON.stringify(job);
  for (const [right, level] of Object.entries(job.permissions ?? {}))
    if (level === 'write' && MAY_WRITE[right]?.test(text) !== true)
      found.push(`may write ${right} and has no use for it`);
  if (/secrets\.(?!GITHUB_TOKEN)/.test(text) || job.secrets !== undefined)
    found.push('takes a secret; roles are taken by OIDC');
  if (job.uses !== undefined) return found;
  if (job['timeout-minutes'] === undefined) found.push('no timeout-minutes');
  const runner = typeof job['runs-on'] === 'string' ? job['runs-on'] : JSON.stringify(job['runs-on']);
  if (!/^ubuntu-\d\d\.\d\d$/.test(runner) && runner !== PRIVATE_RUNNER)
    found.push(`runs on ${runner}, which changes by itself`);
  if (/configure-aws-credentials@/.test(text) && job.permissions?.['id-token'] !== 'write')
    found.push('signs in without id-token');
  for (const step of job.steps ?? []) {
    if (step.uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false)
      found.push('checkout leaves its token in the clone');
    if (step.run?.includes('${{') === true) found.push('a script with an expression in it: give it by env');
  }
  return found;
}

const needsOf = ({ needs = [] }: Job): readonly string[] => (typeof needs === 'string' ? [needs] : needs);

function pipelineDefects({ on, jobs }: Workflow): string[] {
  const found: string[] = [];
  const { gate, 'approve-production': approve, 'deploy-production': deploy, 'deploy-staging': staging } = jobs;
  const push = on.push as { branches?: string[] } | undefined;
  if (push?.branches?.join() !== 'main,develop') found.push('does not run on pushes to main and develop');
  for (const event of ['pull_request', 'merge_group'])
    if (!Object.hasOwn(on, event)) found.push(`does not run on ${event}`);
  if (/"paths/.test(JSON.stringify(on))) found.push('paths: a required check that does not start hangs a pull request');
  if (gate?.if !== 'always()') found.push('gate: may be skipped');
  const rest = Object.keys(jobs).filter((name) => name !== 'gate');
  if (
    needsOf(gate ?? {})
      .toSorted()
      .join() !== rest.toSorted().join()
  )
    found.push('gate: does not wait for every job');
  if (rest.toSorted().join() !== JOBS.toSorted().join()) found.push('gate: gate.ts knows other jobs');
  if (!JSON.stringify(gate?.steps ?? []).includes('gate-command.ts')) found.push('gate: does not judge');
  if (approve?.environment !== 'production-approval') found.push('approve-production: asks nobody');
  if (deploy?.with?.environment !== 'production' || !needsOf(deploy).includes('approve-production'))
    found.push('deploy-production: does not wait for approval');
  if (deploy?.if?.includes("needs.approve-production.result == 'success'") !== true)
    found.push('deploy-production: runs without approval');
  if (staging?.with?.environment !== 'staging' || staging.if?.includes("github.ref_name == 'develop'") !== true)
    found.push('deploy-staging: is not for develop');
  if (approve?.if?.includes("github.ref_name == 'main'") !== true) found.push('approve-production: is not for main');
  for (const job of [staging, approve])
    for (const stage of ['build', 'check', 'test', 'test-shared', 'security', 'codeql'])
      if (job && !needsOf(job).includes(stage)) found.push(`ships without ${stage}`);
  for (const [name, job] of Object.entries(jobs))
    if (job.steps && PRODUCTION.test(name) && !PRODUCTION.test(job.environment ?? ''))
      found.push(`${name}: has no environment`);
  if (!JSON.stringify(jobs['verify-staging'] ?? {}).includes('staging-$tag'))
    found.push('verify-staging: does not mark what it has seen');
  const build = JSON.stringify(jobs.build ?? {});
  for (const part of [
    'attest-build-provenance@',
    'attest-sbom@',
    'push-to-registry',
    'trivy-action@',
    'steps.known.outputs.digest',
  ])
    if (!build.includes(part)) found.push(`build: lacks ${part}`);
  return found;
}

/** Steps of a deployment that must come one after the other, by what they run. */
const DEPLOY_ORDER = [
  [
    'gh attestation verify',
    'imageTag=staging-$TAG',
    'notice-command.ts',
    'backup-databases.sh',
    'cli.ts migrate',
    'cli.ts deploy',
    'verify-deployment.sh',
    'ssm put-parameter',
  ],
] as const;

function deployDefects({ on, concurrency, jobs }: Workflow): string[] {
  const found: string[] = [];
  if (Object.keys(on).join() !== 'workflow_call') found.push('can be started without the approval');
  const group = concurrency?.group ?? '';
  if (!group.includes('inputs.environment') || !group.includes('inputs.service'))
    found.push('two deployments of a service may meet');
  if (concurrency?.['cancel-in-progress'] !== false) found.push('a deployment may be cut short');
  const job = jobs.deploy;
  if (job?.environment !== '${{ inputs.environment }}')
    found.push('deploy: its environment is not the one it deploys to');
  const runs = (job?.steps ?? []).map((step) => step.run ?? step.uses ?? '');
  for (const order of DEPLOY_ORDER) {
    const places = order.map((text) => runs.findIndex((run) => run.includes(text)));
    for (const [i, place] of places.entries()) {
      if (place === -1) found.push(`deploy: ${order[i]} is missing`);
      else if (i > 0 && place < (places[i - 1] ?? -1)) found.push(`deploy: ${order[i]} comes before ${order[i - 1]}`);
    }
  }
  if (!runs.some((run) => run.includes('@$digest'))) found.push('deploy: not by digest');
  const notices = (job?.steps ?? []).filter((step) => step.run?.includes('sns publish') === true);
  if (!notices.some((step) => step.if === 'always()')) found.push('deploy: nobody is told how it ended');
  return found;
}

function terraformDefects({ jobs }: Workflow): string[] {
  const found: string[] = [];
  const apply = jobs.apply;
  if (!needsOf(apply ?? {}).includes('approve-production')) found.push('apply: does not wait for approval');
  if (jobs['approve-production']?.environment !== 'production-approval') found.push('approve-production: asks nobody');
  for (const [name, job] of Object.entries(jobs))
    for (const { run = '' } of job.steps ?? []) {
      if (/terraform apply/.test(run) && name !== 'apply') found.push(`${name}: applies`);
      if (/auto-approve/.test(run)) found.push(`${name}: applies what nobody has seen`);
    }
  if (/CI_TERRAFORM|CI_DEPLOY/.test(JSON.stringify(jobs['plan-request'] ?? {})))
    found.push('plan-request: has a role that changes things');
  return found;
}

/** What scripts of the pipelines name: files of the clone, and root scripts. */
export function namedIn(files: Files): { files: string[]; scripts: string[] } {
  const paths = new Set<string>();
  const scripts = new Set<string>();
  for (const text of Object.values(files)) {
    for (const [path] of text.matchAll(/(?:packages|infra|docker)\/[\w./-]+\.(?:ts|sh|json)\b/g)) paths.add(path);
    for (const [, script = ''] of text.matchAll(/npm (?:run )?(test:smoke|test|check|prove:ops)\b/g))
      scripts.add(script);
  }
  return { files: [...paths], scripts: [...scripts] };
}
