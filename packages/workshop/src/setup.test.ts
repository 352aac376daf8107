import t from 'tap';
import { sentenceFor } from '../setup-sentences.mjs';

const place = { root: '/clone', again: 'npm start' };

t.test('every way in which set-up fails is one sentence that says what to do', async (t) => {
  const rows: [printed: string, says: RegExp][] = [
    ['npm ERR! code ENOTFOUND', /cannot be reached: check the network/],
    ['ERR_PNPM_META_FETCH_FAIL  GET https://x/y: error sending request', /cannot be reached/],
    ["Error: EACCES: permission denied, mkdir '/clone/node_modules'", /No permission to write \/clone\/node_modules/],
    ['write: no space left on device', /The disk is full/],
    ['ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile"', /does not match the package\.json/],
    ['Error: spawn npx ENOENT', /npx is missing/],
    ['ERR_PNPM_IGNORED_BUILDS', /allowBuilds/],
    ['something nobody has seen', /Set-up stopped: something nobody has seen/],
  ];
  for (const [printed, says] of rows) {
    const sentence = sentenceFor(printed, place);
    t.match(sentence, says);
    t.notMatch(sentence, /\n/);
  }
});
