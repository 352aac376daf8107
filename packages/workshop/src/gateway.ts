import { type Language, type Phrase, say } from '@windsurf/language/phrases';
import { pickLanguage } from '@windsurf/language/pick';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fileFor, sendFile } from './gateway-files.ts';
import { proxy } from './gateway-proxy.ts';
import { createRouter, type Origin } from './gateway-routes.ts';
import type { Service } from './registry.ts';
import { Sentence } from './sentence.ts';

export type GatewayOptions = {
  /** 0 takes a free one. */
  port: number;
  services: Pick<Service, 'name' | 'paths'>[];
  /** Where a service listens; asked at each request, because a restarted one may have moved. */
  portOf(service: string): number | undefined;
  /** Folder of the built dashboard, asked at each request; none yet: a page that says so. */
  dashboard(): string | undefined;
  /** Path on the store origin that `/` leads to, for example `/@selam`. */
  home: string | undefined;
  /** Content-Security-Policy of the dashboard's pages. */
  policy?: string;
};

export type Gateway = { port: number; stop(): Promise<void> };

const HEALTHY = '{"status":"healthy"}';

/**
 * Development's one door: two origins on one port, told apart by the Host header, routed by the services' own paths.
 * Production has no such service; there the load balancer does it.
 *
 * @throws Sentence when the port is taken or not allowed
 */
export const startGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const route = createRouter(options.services);
  const server = createServer((incoming, outgoing) => {
    const host = incoming.headers.host ?? 'localhost';
    const path = (incoming.url ?? '/').split('?', 1)[0] ?? '/';
    const target = route(host, path);
    switch (target.kind) {
      case 'health':
        return answer(outgoing, 200, 'application/json', HEALTHY);
      case 'service':
        return toService(incoming, outgoing, options, target.service, target.origin);
      case 'dashboard':
        return toDashboard(incoming, outgoing, options, path);
      case 'store-home':
        return toHome(outgoing, options, host);
      case 'nothing':
        return answer(outgoing, 404, 'text/html; charset=utf-8', page(languageOf(incoming), nowhere, '/'));
    }
  });
  server.requestTimeout = 0;
  server.keepAliveTimeout = 65_000;
  const port = await listen(server, options.port);
  return {
    port,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};

/** One sentence for a port that somebody else has. */
export const takenPort = (port: number): Sentence =>
  new Sentence(
    `Port ${port} is taken by another program: stop that one, or choose another port, for example PORT=${port + 1010} npm start.`,
  );

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') reject(takenPort(port));
      else if (error.code === 'EACCES')
        reject(
          new Sentence(`Port ${port} is not allowed for this account: choose one above 1023, for example PORT=8080.`),
        );
      else reject(error);
    });
    server.listen(port, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

const answer = (outgoing: ServerResponse, status: number, type: string, body: string): void => {
  outgoing.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
};

const toService = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: GatewayOptions,
  service: string,
  origin: Origin,
): void => {
  const unreachable = () => {
    if (String(incoming.headers.accept ?? '').includes('text/html'))
      return answer(
        outgoing,
        502,
        'text/html; charset=utf-8',
        page(languageOf(incoming), silent, '', `502 · ${service}`),
      );
    const problem = { type: 'about:blank', title: 'Bad Gateway', status: 502, detail: `${service} does not answer.` };
    return answer(outgoing, 502, 'application/problem+json', JSON.stringify(problem));
  };
  const port = options.portOf(service);
  if (port === undefined) unreachable();
  else proxy(incoming, outgoing, { service, port, origin }, unreachable);
};

const toDashboard = (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: GatewayOptions,
  path: string,
): void => {
  const dashboard = options.dashboard();
  if (incoming.method !== 'GET' && incoming.method !== 'HEAD') return answer(outgoing, 405, 'text/plain', 'GET only');
  const file = dashboard === undefined ? undefined : fileFor(dashboard, path);
  if (file !== undefined) return sendFile(incoming, outgoing, file, options.policy);
  const words = dashboard === undefined ? notBuilt : nowhere;
  return answer(outgoing, 404, 'text/html; charset=utf-8', page(languageOf(incoming), words, '/'));
};

const toHome = (outgoing: ServerResponse, { home }: GatewayOptions, host: string): void => {
  if (home === undefined)
    return answer(outgoing, 200, 'text/html; charset=utf-8', page('am', openStore, `http://app.${host}/`));
  outgoing.writeHead(302, { location: home });
  outgoing.end();
};

type Words = { readonly title: Phrase; readonly action: Phrase };
const nowhere: Words = {
  title: { en: 'There is no such page. Check the address.', am: 'እንዲህ ያለ ገጽ የለም። አድራሻውን ያረጋግጡ።' },
  action: { en: 'To the start', am: 'ወደ መነሻ' },
};
const notBuilt: Words = {
  title: { en: 'The dashboard is not built yet. Try again in a moment.', am: 'ገጹ ገና እየተዘጋጀ ነው። ከጥቂት ጊዜ በኋላ ይሞክሩ።' },
  action: { en: 'Try again', am: 'እንደገና ይሞክሩ' },
};
const silent: Words = {
  title: { en: 'This part does not answer now. Try again in a moment.', am: 'ይህ ክፍል አሁን አይመልስም። ከጥቂት ጊዜ በኋላ ይሞክሩ።' },
  action: { en: 'Try again', am: 'እንደገና ይሞክሩ' },
};
const openStore: Words = {
  title: { en: 'Your own store, in ten minutes', am: 'የራስዎ መደብር፣ በአሥር ደቂቃ' },
  action: { en: 'Open your store', am: 'መደብር ይክፈቱ' },
};
const languageOf = ({ url, headers }: IncomingMessage): Language =>
  pickLanguage(headers['accept-language'], new URLSearchParams(url?.split('?')[1]).get('lang') ?? undefined);

const style =
  'body{margin:0;padding:48px 20px;background:#fbf7f1;color:#2a1a12;font:1rem/1.6 system-ui,"Noto Sans Ethiopic",sans-serif}h1{font-size:1.5rem;line-height:1.35}a{display:inline-block;padding:12px 24px;border-radius:12px;background:#7a3b12;color:#fff;font-weight:600;text-decoration:none}';
const page = (lang: Language, { title, action }: Words, href: string, note = ''): string =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${say(title, lang)}</title><style>${style}</style></head><body><main><h1>${say(title, lang)}</h1><p><a href="${href}">${say(action, lang)}</a></p><p><small>${note}</small></p></main></body></html>`;
