import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Shelf } from './cps-shelf.ts';

/** One message that has to reach the merchant. `dueAt` in milliseconds of the machine's own clock. */
export type Letter = { id: string; about: string; how: string; dueAt: number; attempt: number };
export type Message = { url: string; headers: Record<string, string>; body: string };

/** How long a merchant may take to answer, milliseconds. */
const PATIENCE = 5000;
/** Waits before the attempts of one letter, milliseconds; no source gives the real ones. */
export const PATIENT_RETRIES = [0, 300, 1200, 3000, 10_000, 30_000, 60_000, 120_000];

/** Names under `.localhost` are this machine, which not every resolver knows. */
const lookup: LookupFunction = (_host, options, settle) => {
  if (options.all === true) settle(null, [{ address: '127.0.0.1', family: 4 }]);
  else settle(null, '127.0.0.1', 4);
};

/** Posts to an address of the merchant, never following a redirect. @returns status, or what went wrong; never throws */
export function postTo(message: Message, signal: AbortSignal): Promise<number | string> {
  return new Promise((settle) => {
    if (!URL.canParse(message.url)) return settle('not an address');
    const url = new URL(message.url);
    const call = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      {
        method: 'POST',
        headers: { ...message.headers, 'content-length': Buffer.byteLength(message.body) },
        ...(url.hostname.endsWith('.localhost') ? { lookup } : {}),
        signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]),
      },
      (answer) => {
        answer.resume();
        answer.once('end', () => settle(answer.statusCode ?? 0));
        answer.once('error', (reason) => settle(reason.message));
      },
    );
    call.once('error', (reason: NodeJS.ErrnoException) => settle(reason.code ?? reason.message));
    call.end(message.body);
  });
}

export type Post = ReturnType<typeof openPost>;

/**
 * Letters to the merchant: kept before they are sent, sent until they are answered with 2xx or given up, taken up again after a
 * restart. A message is written anew at each attempt.
 * @param options.write the message of a letter; undefined when there is nothing to send any more
 * @param options.noted told of every attempt
 */
export function openPost(options: {
  shelf: Shelf;
  kind: string;
  retries?: number[];
  write(letter: Letter): Message | undefined;
  noted(letter: Letter, answer: number | string): void;
  log?(msg: string, facts: object): void;
}) {
  const { shelf, kind } = options;
  const retries = options.retries ?? PATIENT_RETRIES;
  const underWay = new Set<Promise<void>>();
  let stopping = new AbortController();

  const attempt = async (letter: Letter, signal: AbortSignal): Promise<boolean> => {
    const message = options.write(letter);
    if (message === undefined) return true;
    const answer = await postTo(message, signal);
    signal.throwIfAborted();
    options.noted(letter, answer);
    return typeof answer === 'number' && answer >= 200 && answer < 300;
  };

  const deliver = async (letter: Letter, signal: AbortSignal, first: () => void): Promise<void> => {
    while (true) {
      const pause = letter.dueAt - Date.now();
      if (pause > 0) await wait(pause, undefined, { signal });
      if (await attempt(letter, signal)) break;
      first();
      letter.attempt += 1;
      const delay = retries[letter.attempt];
      if (delay === undefined) {
        options.log?.('a message to the merchant was given up', { kind, about: letter.about });
        break;
      }
      letter.dueAt = Date.now() + delay;
      shelf.put(kind, letter.id, letter);
    }
    shelf.drop(kind, letter.id);
  };

  /** Begins to deliver. Ends with the first attempt; `settled` waits for the rest. */
  const start = (letter: Letter): Promise<void> =>
    new Promise((settle) => {
      const { signal } = stopping;
      const running = deliver(letter, signal, settle)
        .catch((reason: unknown) => {
          if (!signal.aborted) options.log?.('a message could not be sent', { kind, reason: String(reason) });
        })
        .finally(() => {
          underWay.delete(running);
          settle();
        });
      underWay.add(running);
    });

  return {
    start,
    /** Keeps a letter, to be started when the caller's own answer is out. */
    keep(about: string, how = 'normal', seconds = 0): Letter {
      const letter: Letter = { id: randomUUID(), about, how, dueAt: Date.now() + seconds * 1000, attempt: 0 };
      if ((retries[0] ?? 0) > 0) letter.dueAt += retries[0] ?? 0;
      shelf.put(kind, letter.id, letter);
      return letter;
    },
    /** Takes up what was left when the process ended. */
    resume(): void {
      for (const letter of shelf.all<Letter>(kind)) void start(letter);
    },
    clear(): void {
      stopping.abort();
      stopping = new AbortController();
      shelf.clear(kind);
    },
    /** Ends when no letter is on its way or waiting. */
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async stop(): Promise<void> {
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}
