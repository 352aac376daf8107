// The commit that each service was last deployed from, as the deployments left it in SSM.
import { spawnSync } from 'node:child_process';

export const parameterOf = (environment: string, service: string): string =>
  `/windsurf/${environment}/${service}/commit`;

/**
 * Asks by the `aws` command, which a pipeline has. A service without a parameter was never deployed and is left out.
 *
 * @throws Error for every other refusal: a list with holes would look like services that nobody has deployed
 */
export function deployedCommits(
  environment: string,
  services: readonly string[],
  env: NodeJS.ProcessEnv,
): Record<string, string> {
  const commits: Record<string, string> = {};
  for (const service of services) {
    const asked = ['ssm', 'get-parameter', '--name', parameterOf(environment, service)];
    const { status, stdout, stderr, error } = spawnSync(
      'aws',
      [...asked, '--query', 'Parameter.Value', '--output', 'text'],
      { env, encoding: 'utf8' },
    );
    if (error) throw error;
    const commit = stdout.trim();
    if (status === 0 && /^[0-9a-f]{40}$/.test(commit)) commits[service] = commit;
    else if (status === 0) throw new Error(`${parameterOf(environment, service)} holds no commit: ${commit}`);
    else if (!stderr.includes('ParameterNotFound')) throw new Error(stderr.trim() || `aws ended with ${status}`);
  }
  return commits;
}
