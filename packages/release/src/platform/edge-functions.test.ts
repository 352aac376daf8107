import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import t from 'tap';

type Headers = Record<string, { value: string }>;
type EdgeRequest = { uri: string; querystring: Record<string, { value: string }>; headers: Headers };
type Answer = EdgeRequest | { statusCode: number; headers: Headers };
type Handler = (event: { request: EdgeRequest }) => Answer;

const read = (name: string): string =>
  readFileSync(new URL(`../../../../infra/terraform/modules/edge/${name}`, import.meta.url), 'utf8');
/** A function as CloudFront would run it: nothing but the language around it. */
const load = (text: string): Handler => {
  const handler: Handler = runInNewContext(`${text}; handler`, {}, { timeout: 1000 });
  return handler;
};
const request = (uri: string, headers: Record<string, string> = {}): { request: EdgeRequest } => ({
  request: {
    uri,
    querystring: {},
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }])),
  },
});
const asked = (answer: Answer): EdgeRequest => {
  if ('statusCode' in answer) throw new Error(`answered ${answer.statusCode}`);
  return answer;
};

/** What the services themselves choose (packages/language/src/pick.ts). */
const LANGUAGES: Readonly<Record<string, 'am' | 'en'>> = {
  '': 'am',
  en: 'en',
  'en-GB,en;q=0.9': 'en',
  'am-ET,am;q=0.9,en;q=0.8': 'am',
  'en;q=0.5, am;q=0.7': 'am',
  'fr-FR, en;q=0.4': 'en',
  'ti-ER, en;q=0.9': 'am',
  fr: 'am',
  'en;q=nonsense': 'am',
  'en;q=7, am;q=0.1': 'am',
  EN_us: 'en',
  '*': 'am',
};

const languageProblems = (text: string): string[] => {
  const handler = load(text);
  return Object.entries(LANGUAGES).flatMap(([given, wanted]) => {
    const { headers } = asked(handler(request('/@selam', given === '' ? {} : { 'accept-language': given })));
    const got = headers['accept-language']?.value;
    return got === wanted ? [] : [`${given} became ${got}`];
  });
};

t.test('a page has one copy per language in the cache, and the language is the services’ own choice', async (t) => {
  t.strictSame(languageProblems(read('request.js')), []);
  const broken = read('request.js').replace("tag === 'ti' || tag === 'am' ? 'am'", "tag === 'am' ? 'am'");
  t.strictSame(languageProblems(broken), ['ti-ER, en;q=0.9 became en'], 'a planted defect is found');
});

t.test('a caller cannot choose the tasks that are being looked at, nor pose as the edge', async (t) => {
  const handler = load(read('request.js'));
  const given = { 'x-amzn-ecs-blue-green-test': 'true', 'x-forwarded-host': 'bank.example', forwarded: 'host=x' };
  const { headers, uri } = asked(
    handler(request('/v1/auth/codes', { ...given, host: 'app.example.com', cookie: 'a=b' })),
  );
  t.strictSame(Object.keys(headers).sort(), ['accept-language', 'cookie', 'host'], 'what is not dangerous stays');
  t.equal(uri, '/v1/auth/codes');
});

t.test('a long Accept-Language is answered at once', async (t) => {
  const handler = load(read('request.js'));
  const { headers } = asked(handler(request('/', { 'accept-language': 'en;q=0.1,'.repeat(100_000) })));
  t.equal(headers['accept-language']?.value, 'en');
});

t.test('/media leads to pictures and to nothing else of the bucket', async (t) => {
  const handler = load(read('media.js'));
  const id = '01890000-0000-8000-8000-00000000000a';
  t.match(handler(request(`/media/${id}`)), { uri: `/images/${id}`, querystring: {} });
  t.match(handler(request(`/media/${id}/360.avif`)), { uri: `/images/${id}/360.avif` });
  for (const uri of [
    '/media/',
    '/media/../backups/all',
    `/media/${id}/x`,
    `/media/${id}/360.avif/x`,
    `/media/${id}/../originals/${id}`,
    `/media/originals/${id}`,
    '/media/cards/0123456789abcdef0123456789abcdef.jpg',
    `/media/${id.toUpperCase()}`,
    '/media/%2e%2e',
  ])
    t.match(handler(request(uri)), { statusCode: 404 }, uri);
});
