import type { Round } from '../janitor/janitor.ts';
import { tellTurnovers } from './turnover.ts';

export const taxRounds: readonly Round[] = [
  {
    name: 'turnover.tell',
    everyMs: 86_400_000,
    leaseMs: 900_000,
    async work(deps) {
      const { seen, told } = await tellTurnovers(deps);
      deps.log.info({ seen, told }, 'turnovers of twelve months looked at');
    },
  },
];
