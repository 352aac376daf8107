// Demo people. Their ids are fixed, so that the seeds of other services can speak of them.
import { createDeps, openBase } from './deps.ts';
import { grantRole } from './people/people.queries.ts';
import { personOf } from './people/people.ts';
import { phoneFrom } from './people/phone-input.ts';

const demo = [
  { id: '01890000-0000-7000-8000-000000000001', phone: '0911000001', lang: 'am', role: 'creator' },
  { id: '01890000-0000-7000-8000-000000000002', phone: '0911000002', lang: 'en', role: 'creator' },
  { id: '01890000-0000-7000-8000-000000000009', phone: '0911000009', lang: 'en', role: 'operator' },
] as const;

/** Opens its own dependencies; twice is once. */
export async function seed(): Promise<void> {
  const base = await openBase();
  const deps = createDeps(base);
  await deps.tenancy.inPlatform(async (tx) => {
    for (const { id, phone, lang, role } of demo) {
      const person = await personOf(deps, tx, phoneFrom(phone), lang, id);
      await grantRole(tx, person.id, role);
    }
  });
  for (const close of base.stops) await close();
}
