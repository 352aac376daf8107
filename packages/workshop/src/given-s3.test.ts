import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startS3 } from '@windsurf/sandbox/s3';
import t from 'tap';
import { dropBuckets, type GivenS3, makeBuckets } from './given-s3.ts';
import { Sentence } from './sentence.ts';

t.test('a given store gets the buckets that are missing, and loses only those of a throw-away run', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'given-s3-'));
  const keys = { accessKey: 'given', secretKey: 'given-secret' };
  const s3 = await startS3({ dir, ...keys, buckets: ['there'] });
  t.teardown(async () => {
    await s3.stop();
    rmSync(dir, { recursive: true, force: true });
  });
  const credentials = { accessKeyId: keys.accessKey, secretAccessKey: keys.secretKey };
  const given: GivenS3 = { endpoint: s3.url, region: 'af-south-1', credentials };
  const client = new S3Client({ ...given, forcePathStyle: true });
  t.teardown(() => client.destroy());

  t.strictSame(await makeBuckets(given, ['there', 'run']), ['run']);
  t.strictSame(await makeBuckets(given, ['there', 'run']), [], 'and a second time there is nothing to do');
  for (const Bucket of ['there', 'run'])
    await client.send(new PutObjectCommand({ Bucket, Key: 'a/file', Body: 'hello' }));
  await dropBuckets(given, ['run']);
  t.strictSame(await makeBuckets(given, ['there', 'run']), ['run'], 'gone with its object');
  const kept = await client.send(new HeadObjectCommand({ Bucket: 'there', Key: 'a/file' }));
  t.equal(kept.ContentLength, 5, 'what was there stays');

  const rows: [GivenS3, RegExp][] = [
    [
      { ...given, credentials: { ...credentials, secretAccessKey: 'wrong' } },
      /refuses these keys: give AWS_ACCESS_KEY_ID/,
    ],
    [{ ...given, endpoint: 'http://127.0.0.1:1' }, /cannot be used: ECONNREFUSED\. Start it or mend/],
    [{ ...given, endpoint: 'hello' }, /S3_ENDPOINT is no address/],
  ];
  for (const [wrong, says] of rows) {
    const error = await makeBuckets(wrong, ['there']).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    t.type(error, Sentence);
    t.match(String(error), says);
    t.notMatch(String(error), /\n|wrong/);
  }
});
