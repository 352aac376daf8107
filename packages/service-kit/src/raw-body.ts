// Bodies that are read as bytes, whatever their type: pictures and files.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';

export type RawLimit = {
  /** Bytes. */
  readonly most: number;
  /** What is thrown for so many bytes. */
  tooLarge(bytes: number): Error;
};

/** Reads a body; refuses before the first byte when the client says that there are too many. */
async function readBytes(request: FastifyRequest, stream: Readable, limit: RawLimit): Promise<Buffer> {
  const said = Number(request.headers['content-length'] ?? 0);
  if (said > limit.most) throw limit.tooLarge(said);
  const chunks: Buffer[] = [];
  let length = 0;
  // Not destroyed when we stop reading: the connection still has to carry our answer.
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit.most) throw limit.tooLarge(length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** For a plugin of its own: every body that comes to it is a Buffer. */
export function takeRawBodies(plugin: FastifyInstance, limit: RawLimit): void {
  plugin.removeAllContentTypeParsers();
  plugin.addContentTypeParser(
    '*',
    async (request: FastifyRequest, stream: Readable) => await readBytes(request, stream, limit),
  );
}

/** The bytes of a request that `takeRawBodies` has read; none when it had no body. */
export const rawBodyOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
