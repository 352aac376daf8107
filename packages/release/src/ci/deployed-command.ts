// Before the first job of a push: node packages/release/src/ci/deployed-command.ts, with ENVIRONMENT. Writes `commits`, a
// JSON object, to GITHUB_OUTPUT.
import { appendFileSync } from 'node:fs';
import { deployedCommits } from './deployed.ts';
import { readWorkspaceGraph } from './workspace-graph.ts';

const { ENVIRONMENT = '', GITHUB_OUTPUT } = process.env;
if (!['staging', 'production'].includes(ENVIRONMENT))
  throw new Error(`ENVIRONMENT=${ENVIRONMENT}: staging or production`);
const services = [...readWorkspaceGraph(process.cwd(), 'production').keys()]
  .filter((folder) => folder.startsWith('services/'))
  .map((folder) => folder.slice('services/'.length));
const line = `commits=${JSON.stringify(deployedCommits(ENVIRONMENT, services, process.env))}\n`;
process.stdout.write(line);
if (GITHUB_OUTPUT !== undefined) appendFileSync(GITHUB_OUTPUT, line);
