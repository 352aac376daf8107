// Objects in S3: signed addresses for browsers, streams for ourselves. Files never pass through our memory whole.
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { addAbortSignal } from 'node:stream';
import type { Readable } from 'node:stream';

export type BlobOptions = {
  readonly bucket: string;
  readonly region: string;
  /** Only where S3 is not AWS's. */
  readonly endpoint?: string | undefined;
  /** The address under which browsers reach it, when that differs. */
  readonly publicEndpoint?: string | undefined;
  /** Only in tests: in production the role of the machine speaks for itself. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
};
export type ArrivedPart = { readonly number: number; readonly etag: string; readonly sizeBytes: number };
export type Blob = {
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>;
  /** The object, or the bytes `first` to `last` of it; undefined when there is none. `signal` also cuts the body. */
  get(
    key: string,
    range?: { first: number; last: number },
    signal?: AbortSignal,
  ): Promise<{ body: Readable; sizeBytes: number; contentType: string } | undefined>;
  sizeOf(key: string): Promise<number | undefined>;
  remove(key: string): Promise<void>;
  beginMultipart(key: string, contentType: string): Promise<{ uploadId: string }>;
  /** A signed address to PUT one part to; it works for `seconds`. */
  signPart(key: string, uploadId: string, number: number, seconds: number): Promise<string>;
  /** In the order of their numbers; undefined when the upload is complete, was given up or has expired. */
  arrivedParts(key: string, uploadId: string): Promise<ArrivedPart[] | undefined>;
  /** False when there is no such upload any more: it is complete, was given up or has expired. */
  completeMultipart(key: string, uploadId: string, parts: readonly ArrivedPart[]): Promise<boolean>;
  abortMultipart(key: string, uploadId: string): Promise<void>;
  /**
   * A signed address to read the object from, with the name under which it is saved. It works for at most 300 seconds,
   * for whole reads and for ranges, and for this one method: a signature covers it.
   */
  signDownload(
    key: string,
    fileName: string,
    contentType: string,
    seconds: number,
    method?: 'GET' | 'HEAD',
  ): Promise<string>;
};

const missing = (error: unknown): boolean =>
  ['NoSuchKey', 'NotFound', 'NoSuchUpload'].includes((error as { name?: string }).name ?? '');

/** RFC 6266 with an ASCII stand-in, so that Amharic names survive on every phone. */
export function contentDisposition(fileName: string): string {
  const plain = fileName.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName.toWellFormed()).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;
}

/** Objects of one bucket. Errors are those of the SDK, except where a method says what "missing" means. */
export function createBlob({ bucket, region, endpoint, publicEndpoint, credentials }: BlobOptions): Blob {
  const clientFor = (at: string | undefined): S3Client =>
    new S3Client({
      region,
      ...(credentials === undefined ? {} : { credentials }),
      // Silence that lasts this long is a dead connection; a slow body that goes on is not.
      requestHandler: { connectionTimeout: 3_000, socketTimeout: 30_000 },
      // Checksums that the SDK adds by default would be part of a signed address, which a browser cannot compute.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...(at === undefined ? {} : { endpoint: at, forcePathStyle: true }),
    });
  const client = clientFor(endpoint);
  const signer = publicEndpoint === undefined || publicEndpoint === endpoint ? client : clientFor(publicEndpoint);
  return {
    async put(key, bytes, contentType) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: contentType }));
    },
    async get(key, range, signal) {
      try {
        const answer = await client.send(
          new GetObjectCommand({
            Bucket: bucket,
            Key: key,
            ...(range ? { Range: `bytes=${range.first}-${range.last}` } : {}),
          }),
          signal === undefined ? {} : { abortSignal: signal },
        );
        const body = answer.Body as Readable;
        // The SDK lets go of the signal when the headers are there; the body must end with it too.
        if (signal !== undefined) addAbortSignal(signal, body);
        return {
          body,
          sizeBytes: answer.ContentLength ?? 0,
          contentType: answer.ContentType ?? 'application/octet-stream',
        };
      } catch (error) {
        if (missing(error)) return undefined;
        throw error;
      }
    },
    async sizeOf(key) {
      try {
        return (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).ContentLength;
      } catch (error) {
        if (missing(error)) return undefined;
        throw error;
      }
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
    async beginMultipart(key, contentType) {
      const { UploadId } = await client.send(
        new CreateMultipartUploadCommand({ Bucket: bucket, Key: key, ContentType: contentType }),
      );
      if (UploadId === undefined) throw new Error('the object store gave no upload id');
      return { uploadId: UploadId };
    },
    async signPart(key, uploadId, number, seconds) {
      const command = new UploadPartCommand({ Bucket: bucket, Key: key, UploadId: uploadId, PartNumber: number });
      return await getSignedUrl(signer, command, { expiresIn: seconds });
    },
    async arrivedParts(key, uploadId) {
      const parts: ArrivedPart[] = [];
      let marker: string | undefined;
      do {
        const command: ListPartsCommand = new ListPartsCommand({
          Bucket: bucket,
          Key: key,
          UploadId: uploadId,
          ...(marker === undefined ? {} : { PartNumberMarker: marker }),
        });
        const answer = await client.send(command).catch((error: unknown) => {
          if (missing(error)) return undefined;
          throw error;
        });
        if (answer === undefined) return undefined;
        for (const p of answer.Parts ?? []) {
          parts.push({ number: p.PartNumber ?? 0, etag: p.ETag ?? '', sizeBytes: p.Size ?? 0 });
        }
        marker = answer.IsTruncated === true ? answer.NextPartNumberMarker : undefined;
      } while (marker !== undefined);
      return parts;
    },
    async completeMultipart(key, uploadId, parts) {
      try {
        await client.send(
          new CompleteMultipartUploadCommand({
            Bucket: bucket,
            Key: key,
            UploadId: uploadId,
            MultipartUpload: { Parts: parts.map((p) => ({ PartNumber: p.number, ETag: p.etag })) },
          }),
        );
        return true;
      } catch (error) {
        if (missing(error)) return false;
        throw error;
      }
    },
    async abortMultipart(key, uploadId) {
      try {
        await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId }));
      } catch (error) {
        if (!missing(error)) throw error;
      }
    },
    async signDownload(key, fileName, contentType, seconds, method = 'GET') {
      const asked = {
        Bucket: bucket,
        Key: key,
        ResponseContentDisposition: contentDisposition(fileName),
        ResponseContentType: contentType,
      };
      const expiresIn = Math.min(seconds, 300);
      return method === 'GET'
        ? await getSignedUrl(signer, new GetObjectCommand(asked), { expiresIn })
        : await getSignedUrl(signer, new HeadObjectCommand(asked), { expiresIn });
    },
  };
}
