// Asks one address again and again from a process of its own, over kept connections, and says how fast it was answered.
// It does as little as it can: the two cores are also the server's. `{n}` in the address is another number each time.
import { connect } from 'node:net';

const [, , address = '', clients = '16', seconds = '2', encoding = 'identity', below = '1', host = ''] = process.argv;
const url = new URL(address);
const path = decodeURI(url.pathname);
const request = (): Buffer =>
  Buffer.from(
    `GET ${path.replace('{n}', () => String(Math.floor(Math.random() * Number(below))))}${url.search} HTTP/1.1\r\nHost: ${host === '' ? url.host : host}\r\nAccept-Encoding: ${encoding}\r\nAccept-Language: am\r\n\r\n`,
  );
const headEnd = Buffer.from('\r\n\r\n');

const latencies: number[] = [];
let failed = 0;
let bytes = 0;
const until = performance.now() + Number(seconds) * 1000;

function client(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname);
    let got = Buffer.alloc(0);
    let sentAt = 0;
    const ask = (): void => {
      got = Buffer.alloc(0);
      sentAt = performance.now();
      socket.write(request());
    };
    socket.setNoDelay(true);
    socket.on('connect', ask);
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer<ArrayBuffer>) => {
      got = got.length === 0 ? chunk : Buffer.concat([got, chunk]);
      const head = got.indexOf(headEnd);
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(got.toString('latin1', 0, head))?.[1] ?? 0);
      if (got.length < head + 4 + length) return;
      latencies.push(performance.now() - sentAt);
      if (got.toString('latin1', 9, 12) !== '200') failed += 1;
      bytes = got.length;
      if (performance.now() < until) ask();
      else {
        socket.end();
        resolve();
      }
    });
  });
}

const began = performance.now();
await Promise.all(Array.from({ length: Number(clients) }, client));
const took = (performance.now() - began) / 1000;
latencies.sort((a, b) => a - b);
const answer = {
  requests: latencies.length,
  rps: latencies.length / took,
  p99: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
  failed,
  bytes,
};
process.stdout.write(`${JSON.stringify(answer)}\n`);
