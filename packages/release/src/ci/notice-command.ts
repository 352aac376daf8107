// Before maintenance of production: node packages/release/src/ci/notice-command.ts, with APP_ORIGIN and OVERRIDE_REASON.
// Ends with 0 while a notice of maintenance stands on the status page, or when a reason was given to go on without.
import { whyNotNow } from './notice.ts';

const { APP_ORIGIN = '', OVERRIDE_REASON = '' } = process.env;
const why = await whyNotNow(APP_ORIGIN);
if (why !== undefined) {
  const goesOn = OVERRIDE_REASON.trim() !== '';
  process.stdout.write(goesOn ? `::warning::${why}; disregarded because ${OVERRIDE_REASON}\n` : `::error::${why}\n`);
  process.exitCode = goesOn ? 0 : 1;
}
