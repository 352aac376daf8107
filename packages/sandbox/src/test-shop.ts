import { createServer } from 'node:http';
import { type Listening, listen } from './listen.ts';

/** One callback as it came. `message` is its JSON. */
export type Called = {
  message: Record<string, unknown>;
  path: string;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
};
export type TestShop = Listening & {
  called: Called[];
  /** Statuses of the next answers; 200 when there is none. */
  answers: number[];
};

/** A shop that listens for callbacks, for the sandbox's own tests. */
export async function startTestShop(): Promise<TestShop> {
  const called: Called[] = [];
  const answers: number[] = [];
  const shop = await listen(
    createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8');
      request.on('data', (part: string) => {
        text += part;
      });
      request.on('end', () => {
        const message = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
        called.push({ message, path: request.url ?? '', headers: request.headers, text });
        response.statusCode = answers.shift() ?? 200;
        response.end('{"error":null}');
      });
    }),
    {},
  );
  return { ...shop, called, answers };
}
