// A step of docker/*.Dockerfile: deletes every member of the workspace in the current folder that one member does not
// reach: `node packages/release/src/images/keep-needed.ts services/auth`.
import { rmSync } from 'node:fs';
import { reachedFrom, readWorkspaceGraph } from '../ci/workspace-graph.ts';

const [folder = ''] = process.argv.slice(2);
const graph = readWorkspaceGraph('.', 'production');
const needed = new Set(reachedFrom(graph, folder));
for (const member of graph.keys()) if (!needed.has(member)) rmSync(member, { recursive: true });
process.stdout.write(`kept ${needed.size} of ${graph.size} members: ${[...needed].join(' ')}\n`);
