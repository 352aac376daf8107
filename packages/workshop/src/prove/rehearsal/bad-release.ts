// Loaded before a service that plays a bad release: real code, with one fault that its own tests would not have found.
// BAD_RELEASE: `unhealthy` is never ready; `5xx` fails one request in three, `slow` answers late, both only off the test
// listener, as a fault that only real traffic brings out.
import { Server, type IncomingMessage, type ServerResponse } from 'node:http';

const SLOW_MS = 2_500;
const fault = process.env.BAD_RELEASE ?? '';
let requests = 0;

const emit = Server.prototype.emit;
Server.prototype.emit = function (this: Server, event: string, ...args: unknown[]): boolean {
  if (event !== 'request') return emit.call(this, event, ...args);
  const [request, response] = args as [IncomingMessage, ServerResponse];
  const path = request.url ?? '';
  if (path === '/readyz') {
    if (fault !== 'unhealthy') return emit.call(this, event, ...args);
    response.writeHead(503).end();
    return true;
  }
  if (request.headers['x-test-listener'] !== undefined || path.endsWith('/health'))
    return emit.call(this, event, ...args);
  requests += 1;
  if (fault === '5xx' && requests % 3 === 0) {
    request.resume();
    response.writeHead(500).end();
    return true;
  }
  if (fault === 'slow') {
    const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
    response.end = ((...late: unknown[]) => {
      setTimeout(() => end(...late), SLOW_MS);
      return response;
    }) as typeof response.end;
  }
  return emit.call(this, event, ...args);
} as typeof emit;
