import { createHash, randomUUID } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CHECKSUMS, type ChecksumName, type Received, receiveBody } from './s3-bodies.ts';
import type { ObjectRecord, ObjectStore } from './s3-objects.ts';
import { innerOf, textOf } from './s3-xml.ts';
import { AwsProblem, type PayloadClaim } from './sigv4.ts';

export type Part = {
  number: number;
  size: number;
  etag: string;
  checksums: Record<string, string>;
  file: string;
  modified: string;
};
export type Upload = {
  id: string;
  bucket: string;
  key: string;
  started: string;
  headers: Record<string, string>;
  /** Named at creation: then every part, and the completion, must carry this checksum. */
  checksum?: ChecksumName;
  parts: Part[];
};

/** S3: every part but the last has at least 5 MiB. */
const SMALLEST_PART = 5 * 1024 * 1024;

const invalidPart = (): AwsProblem =>
  new AwsProblem(
    400,
    'InvalidPart',
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
  );

export type Uploads = ReturnType<typeof openUploads>;

/** Multipart uploads, kept on disk under `<dir>/.uploads` until they are completed or aborted. */
export function openUploads(dir: string, store: ObjectStore, now: () => number) {
  const root = join(dir, '.uploads');
  mkdirSync(root, { recursive: true });
  const all = new Map<string, Upload>();
  for (const id of readdirSync(root)) {
    const about = join(root, id, 'upload.json');
    if (existsSync(about)) all.set(id, JSON.parse(readFileSync(about, 'utf8')) as Upload);
  }
  const keep = (upload: Upload): void => {
    const draft = join(root, upload.id, 'upload.draft');
    writeFileSync(draft, JSON.stringify(upload));
    renameSync(draft, join(root, upload.id, 'upload.json'));
  };
  const get = (bucket: string, key: string, id: string): Upload => {
    const upload = all.get(id);
    if (upload === undefined || upload.bucket !== bucket || upload.key !== key) {
      throw new AwsProblem(404, 'NoSuchUpload', 'The specified multipart upload does not exist.');
    }
    return upload;
  };
  const drop = async (id: string): Promise<void> => {
    all.delete(id);
    await rm(join(root, id), { recursive: true, force: true });
  };

  return {
    get,
    list: (bucket: string): Upload[] => [...all.values()].filter((upload) => upload.bucket === bucket),
    create(bucket: string, key: string, headers: Record<string, string>, algorithm: string | undefined): Upload {
      const checksum = CHECKSUMS.find((name) => name === algorithm?.toLowerCase());
      if (algorithm !== undefined && checksum === undefined) {
        throw new AwsProblem(501, 'NotImplemented', `This stand-in does not compute ${algorithm}`);
      }
      const upload: Upload = {
        id: randomUUID().replaceAll('-', ''),
        bucket,
        key,
        started: new Date(now()).toISOString(),
        headers,
        ...(checksum === undefined ? {} : { checksum }),
        parts: [],
      };
      mkdirSync(join(root, upload.id));
      all.set(upload.id, upload);
      keep(upload);
      return upload;
    },
    async putPart(
      upload: Upload,
      number: number,
      request: IncomingMessage,
      stated: Record<string, string>,
      claim: PayloadClaim,
      maxBytes: number,
    ): Promise<Received> {
      if (!Number.isInteger(number) || number < 1 || number > 10_000) {
        throw new AwsProblem(400, 'InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
      }
      const received = await receiveBody(request, stated, claim, { folder: join(root, upload.id), maxBytes });
      if (upload.checksum !== undefined && received.checksums[upload.checksum] === undefined) {
        await rm(received.path, { force: true });
        throw new AwsProblem(
          400,
          'InvalidRequest',
          `Checksum Type mismatch occurred, expected checksum Type: ${upload.checksum}, actual checksum Type: null`,
        );
      }
      const before = upload.parts.find((part) => part.number === number);
      const part: Part = {
        number,
        size: received.size,
        etag: received.md5,
        checksums: received.checksums,
        file: received.path,
        modified: new Date(now()).toISOString(),
      };
      upload.parts = [...upload.parts.filter((one) => one.number !== number), part].toSorted(
        (a, b) => a.number - b.number,
      );
      keep(upload);
      if (before !== undefined) await rm(before.file, { force: true });
      return received;
    },
    /** @throws AwsProblem InvalidPart, InvalidPartOrder, EntityTooSmall, MalformedXML */
    async complete(upload: Upload, xml: string): Promise<ObjectRecord> {
      const asked = innerOf(xml, 'Part').map((part) => ({
        xml: part,
        number: Number(textOf(part, 'PartNumber')),
        etag: (textOf(part, 'ETag') ?? '').replaceAll('"', ''),
      }));
      if (asked.length === 0) throw new AwsProblem(400, 'MalformedXML', 'The XML you provided was not well-formed.');
      if (asked.some((wish, index) => wish.number <= (asked[index - 1]?.number ?? 0))) {
        throw new AwsProblem(400, 'InvalidPartOrder', 'The list of parts was not in ascending order.');
      }
      const chosen = asked.map((wish) => {
        const part = upload.parts.find((one) => one.number === wish.number);
        if (part === undefined || part.etag !== wish.etag) throw invalidPart();
        for (const name of CHECKSUMS) {
          const claimed = textOf(wish.xml, `Checksum${name.toUpperCase()}`);
          if (claimed !== undefined && claimed !== part.checksums[name]) throw invalidPart();
          if (claimed === undefined && name === upload.checksum) {
            throw new AwsProblem(
              400,
              'InvalidRequest',
              `The upload was created using a ${name} checksum. The complete request must include the checksum for each part. It was missing for part ${part.number} in the request.`,
            );
          }
        }
        return part;
      });
      if (chosen.slice(0, -1).some((part) => part.size < SMALLEST_PART)) {
        throw new AwsProblem(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
      }
      const path = join(store.incoming, randomUUID());
      const hash = createHash('md5');
      for (const part of chosen) {
        await pipeline(createReadStream(part.file), createWriteStream(path, { flags: 'a' }));
        hash.update(Buffer.from(part.etag, 'hex'));
      }
      const record = await store.put(upload.bucket, path, {
        key: upload.key,
        size: chosen.reduce((sum, part) => sum + part.size, 0),
        etag: `${hash.digest('hex')}-${chosen.length}`,
        headers: upload.headers,
        checksums: {},
      });
      await drop(upload.id);
      return record;
    },
    abort: (upload: Upload): Promise<void> => drop(upload.id),
  };
}
