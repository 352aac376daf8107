// Runs one service's demo data in a process of its own, with that service's environment.
import { pathToFileURL } from 'node:url';

const file = process.argv[2];
if (file === undefined) throw new Error('seed-entry needs the path of a seed.ts');
const { seed }: { seed(env: NodeJS.ProcessEnv): Promise<void> } = await import(pathToFileURL(file).href);
await seed(process.env);
process.exit(0);
