import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import t from 'tap';
import { startSecrets } from './secrets.ts';

const folder = await mkdtemp(join(tmpdir(), 'sandbox-secrets-'));
const file = join(folder, 'secrets.json');
const server = await startSecrets({ file, seed: { 'windsurf/auth': '{"first":true}' } });
const clientOf = (endpoint: string): SecretsManagerClient =>
  new SecretsManagerClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local-secret' },
    maxAttempts: 1,
  });
const client = clientOf(server.url);
t.teardown(async () => {
  client.destroy();
  await server.stop();
});
const read = async (SecretId: string, VersionStage?: string): Promise<string | undefined> =>
  (await client.send(new GetSecretValueCommand({ SecretId, ...(VersionStage === undefined ? {} : { VersionStage }) })))
    .SecretString;

t.test('a new value becomes current and the old one stays readable as previous', async (t) => {
  t.equal(await read('windsurf/auth'), '{"first":true}');
  await t.rejects(read('windsurf/auth', 'AWSPREVIOUS'), { name: 'ResourceNotFoundException' });
  await client.send(new PutSecretValueCommand({ SecretId: 'windsurf/auth', SecretString: 'second' }));
  await client.send(new PutSecretValueCommand({ SecretId: 'windsurf/auth', SecretString: 'third' }));
  t.equal(await read('windsurf/auth'), 'third');
  t.equal(await read('windsurf/auth', 'AWSPREVIOUS'), 'second');
});

t.test('a rotation puts a pending value and moves the current stage to it', async (t) => {
  const made = await client.send(new CreateSecretCommand({ Name: 'windsurf/rotating', SecretString: 'a' }));
  const token = '00000000-0000-4000-8000-00000000000b';
  const pending = {
    SecretId: 'windsurf/rotating',
    SecretString: 'b',
    ClientRequestToken: token,
    VersionStages: ['AWSPENDING'],
  };
  await client.send(new PutSecretValueCommand(pending));
  await client.send(new PutSecretValueCommand(pending));
  await t.rejects(client.send(new PutSecretValueCommand({ ...pending, SecretString: 'c' })), {
    name: 'ResourceExistsException',
  });
  t.equal(await read('windsurf/rotating'), 'a', 'a pending value is not current');
  t.equal(await read('windsurf/rotating', 'AWSPENDING'), 'b');
  const move = { SecretId: 'windsurf/rotating', VersionStage: 'AWSCURRENT', MoveToVersionId: token };
  await t.rejects(client.send(new UpdateSecretVersionStageCommand(move)), { name: 'InvalidParameterException' });
  await client.send(new UpdateSecretVersionStageCommand({ ...move, RemoveFromVersionId: made.VersionId }));
  t.equal(await read('windsurf/rotating'), 'b');
  t.equal(await read('windsurf/rotating', 'AWSPREVIOUS'), 'a');
  const described = await client.send(new DescribeSecretCommand({ SecretId: made.ARN }));
  t.same(described.VersionIdsToStages?.[token]?.toSorted(), ['AWSCURRENT', 'AWSPENDING']);
});

t.test('a missing secret, a name that is taken and a call without a signature are refused', async (t) => {
  await t.rejects(read('windsurf/nothing'), { name: 'ResourceNotFoundException' });
  await t.rejects(client.send(new CreateSecretCommand({ Name: 'windsurf/auth', SecretString: 'x' })), {
    name: 'ResourceExistsException',
  });
  await t.rejects(client.send(new PutSecretValueCommand({ SecretId: 'windsurf/nothing', SecretString: 'x' })), {
    name: 'ResourceNotFoundException',
  });
  const bare = await fetch(server.url, {
    method: 'POST',
    headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' },
    body: '{"SecretId":"windsurf/auth"}',
  });
  t.equal(bare.status, 400);
  t.match(await bare.json(), { __type: 'MissingAuthenticationTokenException' });
});

t.test('what was written is there after a restart, and the seed does not overwrite it', async (t) => {
  t.match(await readFile(file, 'utf8'), /third/);
  const again = await startSecrets({ file, seed: { 'windsurf/auth': 'seed', 'windsurf/new': 'seed' } });
  const second = clientOf(again.url);
  t.teardown(async () => {
    second.destroy();
    await again.stop();
  });
  t.equal((await second.send(new GetSecretValueCommand({ SecretId: 'windsurf/auth' }))).SecretString, 'third');
  t.equal((await second.send(new GetSecretValueCommand({ SecretId: 'windsurf/new' }))).SecretString, 'seed');
});
