// Before a release, from the private subnets: node packages/release/src/budget/check-database-command.ts <staging|production>
// Do both colours fit into max_connections (S4-24), and is the replica less than five seconds behind (S4-25)? It reads only.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { WrongCall, readCall, runCommand } from '../backup/operator-call.ts';
import { databaseAddress } from '../restore/database-address.ts';
import { maxTasksOf } from './connections.ts';
import type { ServiceConnections, TaskSettings } from './connections.ts';
import { checkPoolSettings, checkReplicaLag } from './database-state.ts';
import type { Finding } from './database-state.ts';

const usage = 'usage: check-database-command.ts <staging|production>';
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const region = process.env.AWS_REGION ?? 'af-south-1';
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));

type Settings = TaskSettings & { readonly database: { readonly replica: boolean } };

async function ask(login: string, question: (client: pg.Client) => Promise<Finding>): Promise<Finding> {
  const client = new pg.Client({
    connectionString: await databaseAddress(region, login),
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    return await question(client);
  } finally {
    await client.end();
  }
}

process.exitCode = await runCommand(
  async () => {
    const { environment } = readCall([...process.argv.slice(2), '--confirm'], usage, 0);
    const services = read('infra/terraform/services.json') as (ServiceConnections & { schema: string })[];
    const { settings } = read(`infra/terraform/envs/${environment}/terraform.tfvars.json`) as { settings: Settings };
    const [first] = services;
    if (first === undefined) throw new WrongCall('infra/terraform/services.json is empty');
    const tasks = maxTasksOf(services, settings);
    const findings = [
      await ask(`svc_${first.schema}`, async (client) => await checkPoolSettings(client, services, tasks)),
    ];
    if (settings.database.replica)
      findings.push(await ask(`reader_${first.schema}`, async (client) => await checkReplicaLag(client)));
    for (const { ok, says } of findings) say(`${ok ? '✓' : '✗'} ${says}`);
    if (!settings.database.replica) say('this environment has no replica');
    if (findings.some(({ ok }) => !ok)) throw new Error('the database is not ready for a release');
  },
  (line) => void process.stderr.write(`${line}\n`),
);
