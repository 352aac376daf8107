// The first operator is made here and nowhere else: `npm run operator -- 0911234567`.
import { createDeps, openBase } from './deps.ts';
import { makeOperator } from './people/people.ts';

const base = await openBase();
const personId = await makeOperator(createDeps(base), process.argv[2] ?? '');
base.log.info({ personId }, 'made an operator');
for (const close of base.stops) await close();
