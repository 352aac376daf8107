// A name service to ask in tests, written from RFC 1035: one UDP port, one question each, no recursion.
import { createSocket } from 'node:dgram';
import type { RemoteInfo } from 'node:dgram';

export type Records = {
  readonly TXT?: readonly string[];
  readonly CNAME?: string;
  readonly A?: readonly string[];
};
export type NameServer = {
  /** `address:port`, as resolvers are told. */
  readonly address: string;
  /** What is asked from now on about a name; an empty object is a name without records. */
  set(name: string, records: Records): void;
  forget(name: string): void;
  /** Silent: nobody answers. Failing: every answer is a server failure. */
  mood: 'well' | 'silent' | 'failing';
  /** How many questions arrived. */
  readonly asked: () => number;
  stop(): Promise<void>;
};

const types = { A: 1, CNAME: 5, TXT: 16 } as const;
const [noError, serverFailure, noSuchName] = [0, 2, 3];

type Question = { readonly name: string; readonly type: number; readonly end: number };

/** The one question of a message (section 4.1.2); undefined when it is none. */
function readQuestion(message: Buffer): Question | undefined {
  if (message.length < 17 || message.readUInt16BE(4) !== 1) return undefined;
  const labels: string[] = [];
  let at = 12;
  for (;;) {
    const length = message[at];
    // Pointers (the two highest bits) have no place in a question.
    if (length === undefined || length > 63) return undefined;
    at += 1;
    if (length === 0) break;
    labels.push(message.toString('latin1', at, at + length));
    at += length;
  }
  if (at + 4 > message.length) return undefined;
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at), end: at + 4 };
}

const writeName = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1')),
    Buffer.from([0]),
  ]);

/** A text of more than 255 bytes travels in pieces, each with its length before it (3.3.14). */
function writeText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0; at === 0 || at < bytes.length; at += 255) {
    const piece = bytes.subarray(at, at + 255);
    pieces.push(Buffer.from([piece.length]), piece);
  }
  return Buffer.concat(pieces);
}

const writeAddress = (address: string): Buffer => Buffer.from(address.split('.').map(Number));

/** One answer: the name by a pointer to the question, class IN, sixty seconds. */
function answer(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function answersOf(records: Records, type: number): Buffer[] {
  if (type === types.TXT) return (records.TXT ?? []).map((text) => answer(type, writeText(text)));
  if (type === types.A) return (records.A ?? []).map((address) => answer(type, writeAddress(address)));
  return type === types.CNAME && records.CNAME !== undefined ? [answer(type, writeName(records.CNAME))] : [];
}

export async function startNameServer(): Promise<NameServer> {
  const names = new Map<string, Records>();
  const socket = createSocket('udp4');
  let asked = 0;
  const server: NameServer = {
    get address() {
      return `127.0.0.1:${socket.address().port}`;
    },
    set: (name, records) => void names.set(name.toLowerCase(), records),
    forget: (name) => void names.delete(name.toLowerCase()),
    mood: 'well',
    asked: () => asked,
    stop: async () => await new Promise((done) => socket.close(() => done())),
  };
  socket.on('message', (message: Buffer, from: RemoteInfo) => {
    asked += 1;
    const question = readQuestion(message);
    if (question === undefined || server.mood === 'silent') return;
    const records = names.get(question.name);
    const code = server.mood === 'failing' ? serverFailure : records === undefined ? noSuchName : noError;
    const answers = code === noError && records !== undefined ? answersOf(records, question.type) : [];
    const head = Buffer.alloc(12);
    head.writeUInt16BE(message.readUInt16BE(0), 0);
    // An answer, with authority, to a question that wished recursion.
    head.writeUInt16BE(0x8580 | code, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(answers.length, 6);
    socket.send(Buffer.concat([head, message.subarray(12, question.end), ...answers]), from.port, from.address);
  });
  await new Promise<void>((ready, failed) => {
    socket.once('error', failed);
    socket.bind(0, '127.0.0.1', ready);
  });
  return server;
}
