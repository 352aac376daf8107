// A given object store is used as it is: the buckets that the product expects are made where they are missing.
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { Sentence } from './sentence.ts';

export type GivenS3 = {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
};

const PATIENCE_MS = 5_000;

const clientOf = ({ endpoint, region, credentials }: GivenS3): S3Client =>
  new S3Client({
    endpoint,
    region,
    credentials,
    forcePathStyle: true,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: PATIENCE_MS, requestTimeout: PATIENCE_MS },
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });

/**
 * Makes the buckets that are missing.
 *
 * @returns names of those that were made now
 * @throws Sentence when the store does not answer, or refuses
 */
export const makeBuckets = async (given: GivenS3, buckets: string[]): Promise<string[]> => {
  if (!/^https?:/.test(given.endpoint) || !URL.canParse(given.endpoint))
    throw new Sentence('S3_ENDPOINT is no address: write http://host:9000.');
  const client = clientOf(given);
  const made: string[] = [];
  try {
    for (const Bucket of buckets) {
      if (await isThere(client, Bucket)) continue;
      await client.send(new CreateBucketCommand({ Bucket }));
      made.push(Bucket);
    }
    return made;
  } catch (error) {
    throw new Sentence(sentenceFor(given.endpoint, error));
  } finally {
    client.destroy();
  }
};

/** Removes buckets with all that is in them; only for those that a throw-away run made. */
export const dropBuckets = async (given: GivenS3, buckets: string[]): Promise<void> => {
  const client = clientOf(given);
  try {
    for (const Bucket of buckets) {
      // The list begins anew after each removal, so a page is always the first.
      for (;;) {
        const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
        if (Contents.length === 0) break;
        await client.send(
          new DeleteObjectsCommand({ Bucket, Delete: { Objects: Contents.map(({ Key }) => ({ Key })), Quiet: true } }),
        );
      }
      await client.send(new DeleteBucketCommand({ Bucket }));
    }
  } finally {
    client.destroy();
  }
};

const isThere = async (client: S3Client, Bucket: string): Promise<boolean> => {
  try {
    await client.send(new HeadBucketCommand({ Bucket }));
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
};

const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

const sentenceFor = (endpoint: string, error: unknown): string => {
  const status = statusOf(error);
  if (status === 401 || status === 403)
    return `The S3 of S3_ENDPOINT (${endpoint}) refuses these keys: give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of an account that may make buckets, or leave S3_ENDPOINT out.`;
  const { name, message, code } = error as { name?: string; message?: string; code?: string };
  const why = (code ?? message?.split('\n')[0] ?? name ?? 'no answer').replace(/\.$/, '');
  return `The S3 of S3_ENDPOINT (${endpoint}) cannot be used: ${why}. Start it or mend the address, or leave S3_ENDPOINT out.`;
};
