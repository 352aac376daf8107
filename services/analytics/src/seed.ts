// A few views of today for the demo stores, so that the first screen is not empty. Sales are never invented.
import { signPageToken } from '@windsurf/access/page-token';
import { createDeps, openBase } from './deps.ts';
import { recordView } from './views/views.ts';
import type { Visit } from '@windsurf/visitors/visitor-class';

const creators = ['01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002'];
const phone: Visit = {
  agent:
    'Mozilla/5.0 (Linux; Android 13; TECNO KI5q) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0 Mobile Safari/537.36',
  accept: 'image/avif,image/webp,*/*;q=0.8',
  fetchDest: 'image',
  fetchSite: 'same-origin',
  purpose: undefined,
};
const telegram: Visit = { ...phone, agent: 'TelegramBot (like TwitterBot)' };
const visits = [...Array<Visit>(12).fill(phone), ...Array<Visit>(3).fill(telegram)];

/** Opens its own dependencies; runs once per database. */
export async function seed(): Promise<void> {
  const base = await openBase();
  const deps = createDeps(base);
  for (const creatorId of creators) {
    const page = { creatorId, kind: 'store', productId: null } as const;
    const token = signPageToken(deps.pageTokenKey, page, deps.clock.now());
    for (const visit of visits) recordView(deps, token, visit);
  }
  await deps.views.close();
  for (const close of base.stops) await close();
}
