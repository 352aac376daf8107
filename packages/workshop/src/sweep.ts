import { devFolder } from './place.ts';
import { endOrphans, sweep } from './run-record.ts';

/** Ends what killed runs of this clone have left; go.mjs calls it when its other half was killed hard. */
export const sweepAll = async (): Promise<number> => {
  await endOrphans(devFolder);
  for (const prefix of ['test-', 'chaos-', 'bench-', 'prove-']) await sweep(devFolder, prefix);
  return 0;
};
