import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { deployedCommits, parameterOf } from './deployed.ts';

const COMMIT = 'a'.repeat(40);

/** An `aws` that answers as the real one does, and no other program. */
const withAws = (folder: string, script: string): NodeJS.ProcessEnv => {
  writeFileSync(join(folder, 'aws'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'aws'), 0o755);
  return { PATH: `${folder}:${process.env.PATH}` };
};
const NOT_FOUND = 'An error occurred (ParameterNotFound) when calling the GetParameter operation:';

t.test('a service that was never deployed is left out, and any other refusal stops the run', async (t) => {
  t.equal(parameterOf('staging', 'auth'), '/windsurf/staging/auth/commit');
  const some = `case "$*" in *"/windsurf/staging/auth/commit"*) echo ${COMMIT} ;; *) echo "${NOT_FOUND}" >&2; exit 254 ;; esac`;
  t.strictSame(deployedCommits('staging', ['auth', 'payments'], withAws(t.testdir(), some)), { auth: COMMIT });
  t.strictSame(deployedCommits('production', ['auth'], withAws(t.testdir(), some)), {}, 'another environment');
  for (const [script, says] of [
    ['echo "An error occurred (AccessDeniedException)" >&2; exit 254', /AccessDenied/],
    ['echo "Could not connect to the endpoint URL" >&2; exit 255', /connect/],
    ['echo None', /holds no commit: None/],
    ['exit 1', /aws ended with 1/],
  ] as const)
    t.throws(() => deployedCommits('staging', ['auth'], withAws(t.testdir(), script)), { message: says });
  t.throws(() => deployedCommits('staging', ['auth'], { PATH: t.testdir() }), { code: 'ENOENT' }, 'no aws at all');
});
