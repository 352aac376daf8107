import { readSmallBody } from './s3-bodies.ts';
import { type Call, finish, sendXml } from './s3-call.ts';
import type { Uploads } from './s3-multipart.ts';
import type { ObjectStore } from './s3-objects.ts';
import { innerOf, textOf } from './s3-xml.ts';
import { AwsProblem, encodeStrictly } from './sigv4.ts';

function list(call: Call, store: ObjectStore): void {
  const { query, bucket } = call;
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const v2 = query.get('list-type') === '2';
  const asked = Number(query.get('max-keys') ?? 1000);
  if (!Number.isInteger(asked) || asked < 0) throw new AwsProblem(400, 'InvalidArgument', 'max-keys is invalid');
  const token = query.get('continuation-token');
  const after =
    token === undefined
      ? (query.get(v2 ? 'start-after' : 'marker') ?? '')
      : Buffer.from(token, 'base64url').toString('utf8');
  const page = store.list(bucket, { prefix, delimiter, after, limit: Math.min(asked, 1000) });
  const name = query.get('encoding-type') === 'url' ? encodeStrictly : (text: string) => text;
  const next = page.next !== undefined && asked > 0 ? page.next : undefined;
  sendXml(call, 'ListBucketResult', {
    Name: bucket,
    Prefix: name(prefix),
    Delimiter: delimiter === '' ? undefined : name(delimiter),
    MaxKeys: asked,
    EncodingType: query.get('encoding-type'),
    KeyCount: v2 ? page.objects.length + page.prefixes.length : undefined,
    IsTruncated: next !== undefined,
    ContinuationToken: token,
    NextContinuationToken: v2 && next !== undefined ? Buffer.from(next).toString('base64url') : undefined,
    NextMarker: !v2 && next !== undefined ? name(next) : undefined,
    Contents: page.objects.map((one) => ({
      Key: name(one.key),
      LastModified: one.modified,
      ETag: `"${one.etag}"`,
      Size: one.size,
      StorageClass: 'STANDARD',
    })),
    CommonPrefixes: page.prefixes.map((one) => ({ Prefix: name(one) })),
  });
}

async function deleteMany(call: Call, store: ObjectStore): Promise<void> {
  const body = await readSmallBody(call.request, call.stated, call.claim);
  const objects = innerOf(body, 'Object').map((one) => textOf(one, 'Key') ?? '');
  if (objects.length === 0 || objects.length > 1000) {
    throw new AwsProblem(
      400,
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  }
  for (const key of objects) await store.remove(call.bucket, key);
  const quiet = textOf(body, 'Quiet') === 'true';
  sendXml(call, 'DeleteResult', { Deleted: quiet ? [] : objects.map((key) => ({ Key: key })) });
}

/** Answers what is asked of a bucket: make, look, list, delete many. */
export async function answerBucket(call: Call, store: ObjectStore, uploads: Uploads): Promise<void> {
  const { method } = call.request;
  const { query, bucket } = call;
  if (method === 'PUT' && query.size === 0) {
    store.createBucket(bucket);
    return finish(call, 200, { location: `/${bucket}` });
  }
  store.assertBucket(bucket);
  if (method === 'HEAD') return finish(call, 200, { 'x-amz-bucket-region': 'us-east-1' });
  if (method === 'POST' && query.has('delete')) return deleteMany(call, store);
  if (method === 'DELETE' && query.size === 0) {
    store.deleteBucket(bucket);
    return finish(call, 204);
  }
  if (method === 'GET' && query.has('location')) return sendXml(call, 'LocationConstraint', '');
  if (method === 'GET' && query.has('uploads')) {
    return sendXml(call, 'ListMultipartUploadsResult', {
      Bucket: bucket,
      IsTruncated: false,
      Upload: uploads.list(bucket).map((one) => ({ Key: one.key, UploadId: one.id, Initiated: one.started })),
    });
  }
  const subresource = [...query.keys()].find((name) =>
    /^(cors|policy|versioning|lifecycle|acl|tagging|encryption)$/.test(name),
  );
  if (method === 'GET' && subresource === undefined) return list(call, store);
  throw new AwsProblem(501, 'NotImplemented', 'This stand-in has no such call');
}
