import { readFileSync } from 'node:fs';
import t from 'tap';
import { dockerfileDefects } from './dockerfile-rules.ts';

const read = (name: string): string => readFileSync(new URL(`../../../../docker/${name}`, import.meta.url), 'utf8');
const service = read('service.Dockerfile');
const dashboard = read('dashboard.Dockerfile');

t.test('our Dockerfiles break none of our rules', async (t) => {
  for (const text of [service, dashboard]) t.strictSame(dockerfileDefects(text), []);
});

type Plant = [what: string, from: string | RegExp, to: string, says: RegExp];
const plants: Plant[] = [
  ['a base without a version', /^ARG NODE_IMAGE=.*$/m, 'ARG NODE_IMAGE=node:latest', /node:latest is not pinned/],
  ['a base of a major version', /^ARG NODE_IMAGE=.*$/m, 'ARG NODE_IMAGE=node:26-alpine', /is not pinned/],
  ['a base without a default', /^ARG NODE_IMAGE=.*$/m, 'ARG NODE_IMAGE', /has no default/],
  ['a base in the line itself', /^FROM \$\{NODE_IMAGE\}$/m, 'FROM alpine:latest', /alpine:latest is not pinned/],
  ['root', 'USER 1000:1000', 'USER root', /USER root is not/],
  ['no user', 'USER 1000:1000\n', '', /no USER/],
  ['root again after the user', /(?=^HEALTHCHECK)/m, 'USER 0\n', /USER 0 is not/],
  ['a command in a shell', 'CMD ["node", "src/main.ts"]', 'CMD node src/main.ts', /CMD in shell form/],
  ['an entry point in a shell', /(?=^CMD)/m, 'ENTRYPOINT exec "$@"\n', /ENTRYPOINT in shell form/],
  ['no command', 'CMD ["node", "src/main.ts"]\n', '', /no CMD/],
  ['no health check', /^HEALTHCHECK.*$/m, '', /no HEALTHCHECK/],
  ['a health check that is switched off', /^HEALTHCHECK.*$/m, 'HEALTHCHECK NONE', /without --interval=30s/],
  ['a slow health check', '--interval=30s', '--interval=300s', /without --interval=30s/],
  ['a patient health check', '--retries=3', '--retries=30', /without --retries=3/],
  [
    'a health check in a shell',
    'CMD ["node", "src/healthcheck.ts"]',
    'CMD node src/healthcheck.ts',
    /HEALTHCHECK in shell/,
  ],
  ['ADD', 'COPY packages packages', 'ADD packages packages', /ADD fetches/],
  ['ADD with a continued line', 'COPY packages packages', 'ADD \\\n  packages packages', /ADD fetches/],
  ['a secret as an argument', 'ARG REVISION=unknown', 'ARG NPM_TOKEN', /NPM_TOKEN: a secret/],
  ['a secret in the environment', 'ENV NODE_ENV=production', 'ENV NODE_ENV=production API_KEY=x', /API_KEY: a secret/],
  ['an address with a password', 'ARG SOURCE=unknown', 'ARG SOURCE=postgres://u:p4ss@db/x', /looks like a secret/],
  ['the whole folder', 'COPY packages packages', 'COPY . .', /COPY of the whole folder/],
  ['a file of secrets', 'COPY packages packages', 'COPY .env packages ./', /COPY of a secret file/],
  [
    'sources before the install',
    'COPY --from=manifests /app ./',
    'COPY --from=sources /app ./',
    /sources are copied before/,
  ],
  ['an install that may change the lock', ' --frozen-lockfile', '', /without --frozen-lockfile/],
  ['a program in the last stage', /^RUN rm -rf/m, 'RUN apk add --no-cache curl && rm -rf', /last stage installs/],
  [
    'a script from the network',
    /^RUN rm -rf/m,
    'RUN wget -q x && curl https://x.example/i.sh | sh && rm -rf',
    /script from the network/,
  ],
  ['no schema level', /^.*windsurf\.schema-level.*$/m, '      windsurf.other="1"', /no label windsurf.schema-level/],
  ['one stage', /^[^]*?(?=^FROM \$\{NODE_IMAGE\}$)/m, 'ARG NODE_IMAGE=node:26.10.0-alpine3.22\n', /one stage only/],
];

t.test('each planted defect is seen', async (t) => {
  for (const [what, from, to, says] of plants) {
    const planted = service.replace(from, to);
    t.not(planted, service, `${what}: was planted`);
    t.match(dockerfileDefects(planted).join('\n'), says, what);
  }
});
