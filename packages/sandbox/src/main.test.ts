import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListBucketsCommand, PutObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import t from 'tap';
import { generateSandboxKeys } from './keys.ts';
import { credentials, startProcess } from './test-process.ts';

const folder = await mkdtemp(join(tmpdir(), 'sandbox-main-'));
const keys = generateSandboxKeys();

const start = (seed: object, environment?: Record<string, string>) => startProcess(folder, seed, environment);

t.test('one process brings up the outside world, ends on SIGTERM and remembers after a restart', async (t) => {
  const seed = { 'windsurf/sandbox': JSON.stringify(keys.sandbox), 'windsurf/payments': JSON.stringify(keys.payments) };
  const first = await start(seed);
  const s3Of = (endpoint: string) => new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  const s3 = s3Of(first.s3);
  t.same(
    (await s3.send(new ListBucketsCommand({}))).Buckets?.map((one) => one.Name),
    ['windsurf-assets', 'windsurf-products'],
  );
  await s3.send(new PutObjectCommand({ Bucket: 'windsurf-assets', Key: 'a', Body: 'kept' }));
  const secrets = new SecretsManagerClient({ endpoint: first.secrets, region: 'us-east-1', credentials });
  const read = await secrets.send(new GetSecretValueCommand({ SecretId: 'windsurf/payments' }));
  t.match(JSON.parse(read.SecretString ?? ''), { telebirr: { merchantCode: '100001' } });
  t.same(await (await fetch(`${first.rails}/sandbox/health`)).json(), { status: 'ok' });
  const sms = keys.notifications.afromessage;
  await fetch(
    `${first.rails}/afromessage/api/send?${new URLSearchParams({ sender: sms.sender, to: '0911234567', message: 'kept' }).toString()}`,
    {
      headers: { authorization: `Bearer ${sms.token}` },
    },
  );
  first.child.kill('SIGTERM');
  t.same(await first.exit, [0, null]);
  t.equal(first.told(), '');

  const second = await start(seed);
  t.match(await (await fetch(`${second.rails}/sandbox/api/sms`)).json(), [{ text: 'kept' }]);
  const again = await s3Of(second.s3).send(new GetObjectCommand({ Bucket: 'windsurf-assets', Key: 'a' }));
  t.equal(await again.Body?.transformToString(), 'kept');
  second.child.kill('SIGTERM');
  t.same(await second.exit, [0, null]);
});

t.test('a start without its keys or its ports says everything that is missing, and exits', async (t) => {
  const without = await start({});
  t.equal((await without.exit)[0], 1);
  t.match(without.told(), /neither windsurf\/sandbox nor/);
  const wrong = await start({}, { S3_PORT: 'x', SANDBOX_PORT: '' });
  t.equal((await wrong.exit)[0], 1);
  t.match(wrong.told(), /SANDBOX_PORT is missing; S3_PORT is not a port/);
});
