// Last job of service-ci-cd.yml: node packages/release/src/ci/gate-command.ts, with NEEDS (GitHub's `needs` as JSON),
// EVENT, BRANCH and CHANGE. Ends with 0 when every job did what it had to do, with 1 and the reasons otherwise.
import { type Needs, type Situation, whyShut } from './gate.ts';

const { NEEDS = '', EVENT = '', BRANCH = '', CHANGE = '' } = process.env;
const events = ['pull_request', 'merge_group', 'push', 'workflow_dispatch'] as const;
const event = events.find((one) => one === EVENT);
const needs: Needs = JSON.parse(NEEDS);
const situation: Situation | undefined = event && { event, branch: BRANCH, change: CHANGE };
const shut = situation ? whyShut(needs, situation) : [`the gate knows no event ${EVENT}`];
for (const sentence of shut) process.stdout.write(`::error::${sentence}\n`);
if (shut.length === 0) process.stdout.write(`${Object.keys(needs).length} jobs: the gate is open\n`);
process.exitCode = shut.length === 0 ? 0 : 1;
