import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { StateStore } from './store.ts';
import { LostLease } from './trouble.ts';

/**
 * One object per service and environment, written only over the version that was read (`If-Match`, `If-None-Match: *`).
 *
 * @param prefix for example `releases/`; the bucket should keep versions
 */
export const s3Store = <T>(s3: S3Client, bucket: string, prefix: string): StateStore<T> => ({
  async read(key) {
    try {
      const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: `${prefix}${key}.json` }));
      const text = (await Body?.transformToString()) ?? '';
      return { value: JSON.parse(text) as T, version: ETag ?? '' };
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
      throw error;
    }
  },
  async write(key, value, expected) {
    try {
      const { ETag } = await s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: `${prefix}${key}.json`,
          Body: JSON.stringify(value, null, 2),
          ContentType: 'application/json',
          ...(expected === undefined ? { IfNoneMatch: '*' } : { IfMatch: expected }),
        }),
      );
      return ETag ?? '';
    } catch (error) {
      // 409 is what S3 says when two conditional writes meet.
      if (error instanceof Error && ['PreconditionFailed', 'ConditionalRequestConflict'].includes(error.name))
        throw new LostLease(`${key}: another runner has written the state of this deployment; this one stops`);
      throw error;
    }
  },
});
