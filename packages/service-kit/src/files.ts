// A file as an answer: for a contract that declares `file`.
import type { FastifyReply } from 'fastify';
import type { EndpointShape } from '@windsurf/contracts/endpoint';

export type FileAnswer = {
  readonly type: NonNullable<EndpointShape['file']>;
  /** As it is saved; any letters. */
  readonly name: string;
  readonly bytes: Uint8Array | string;
};

/**
 * Sends a file that is nobody else's business: never cached, never guessed at. A PDF opens in the browser, anything else
 * is saved. A text goes as UTF-8.
 */
export async function sendFile(reply: FastifyReply, { type, name, bytes }: FileAnswer): Promise<FastifyReply> {
  const body =
    typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const plain = name.replace(/[^A-Za-z0-9._-]/g, '_');
  const place = type === 'application/pdf' ? 'inline' : 'attachment';
  return await reply
    .header('content-disposition', `${place}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .header('content-length', body.length)
    .type(type === 'text/csv' ? 'text/csv; charset=utf-8' : type)
    .send(body);
}
