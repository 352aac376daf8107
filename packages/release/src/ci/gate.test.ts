import t from 'tap';
import { JOBS, type JobResult, type Needs, type Situation, whyShut } from './gate.ts';

const pull: Situation = { event: 'pull_request', branch: 'feature/x' };
const toDevelop: Situation = { event: 'push', branch: 'develop' };
const toMain: Situation = { event: 'push', branch: 'main' };
const SHIPPING = [
  'deployed',
  'deploy-staging',
  'verify-staging',
  'approve-production',
  'deploy-production',
  'verify-production',
];

const needs = (results: Partial<Record<string, JobResult>> = {}, services = '["auth"]', tested = services): Needs =>
  Object.fromEntries(
    JOBS.map((job) => [
      job,
      {
        result: results[job] ?? 'success',
        outputs: job === 'source' ? { services, tested } : {},
      },
    ]),
  );
const skipped = (...jobs: string[]): Record<string, JobResult> =>
  Object.fromEntries(jobs.map((job) => [job, 'skipped']));

t.test('the gate opens when every job that had something to do has done it', async (t) => {
  t.strictSame(whyShut(needs(skipped(...SHIPPING)), pull), [], 'a pull request ships nothing');
  t.strictSame(whyShut(needs(skipped(...SHIPPING, 'build', 'test'), '[]'), pull), [], 'docs only');
  t.strictSame(whyShut(needs(skipped(...SHIPPING, 'build'), '[]', '["auth"]'), pull), [], 'a test has changed');
  const notMain = ['approve-production', 'deploy-production', 'verify-production'];
  t.strictSame(whyShut(needs(skipped(...notMain)), toDevelop), []);
  t.strictSame(whyShut(needs(skipped('deploy-staging', 'verify-staging')), toMain), []);
  t.strictSame(
    whyShut(needs(skipped(...SHIPPING)), { event: 'merge_group', branch: 'gh-readonly-queue/main/pr-1' }),
    [],
  );
});

t.test('each job that fails, is cancelled or has done nothing although it should keeps it shut', async (t) => {
  for (const job of JOBS)
    for (const result of ['failure', 'cancelled'] as const)
      for (const situation of [pull, toDevelop, toMain])
        t.match(whyShut(needs({ [job]: result }), situation).join(), `${job}: ${result}`);
  for (const job of ['source', 'build', 'check', 'test', 'test-shared', 'security', 'codeql'])
    t.match(whyShut(needs(skipped(...SHIPPING, job)), pull).join(), `${job} was skipped`, `${job} in a pull request`);
  for (const job of ['deployed', 'deploy-staging', 'verify-staging'])
    t.match(whyShut(needs(skipped(job)), toDevelop).join(), `${job} was skipped`);
  for (const job of ['deployed', 'approve-production', 'deploy-production', 'verify-production'])
    t.match(whyShut(needs(skipped(job)), toMain).join(), `${job} was skipped`);
});

t.test('a roll-back by hand builds and tests nothing, and is approved like everything else', async (t) => {
  const back: Situation = { event: 'workflow_dispatch', branch: 'main', change: 'rollback' };
  const notNeeded = ['deployed', 'build', 'check', 'test', 'test-shared', 'security', 'codeql'];
  const staging = ['deploy-staging', 'verify-staging'];
  t.strictSame(whyShut(needs(skipped(...notNeeded, ...staging)), back), []);
  t.match(
    whyShut(needs(skipped(...notNeeded, ...staging)), { ...back, change: 'ordinary' }).join(),
    /build was skipped/,
  );
  for (const job of ['approve-production', 'deploy-production', 'verify-production'])
    t.match(whyShut(needs(skipped(...notNeeded, ...staging, job)), back).join(), `${job} was skipped`);
});

t.test('what the gate has not heard of, or does not know, keeps it shut', async (t) => {
  for (const job of JOBS) {
    const { [job]: _gone, ...rest } = needs();
    t.match(whyShut(rest, toMain).join(), `not heard of ${job}`);
  }
  t.match(whyShut({ ...needs(), extra: { result: 'success', outputs: {} } }, toMain).join(), /extra is not known/);
  for (const services of ['', 'null', '{"auth":1}', '[1]', 'auth'])
    t.match(whyShut(needs({}, services, '[]'), toMain).join(), /did not say which services/, services);
});
