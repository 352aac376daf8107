import { readFileSync } from 'node:fs';
import { Refusal } from './trouble.ts';

export type KnownService = {
  readonly name: string;
  readonly domains: readonly string[];
  readonly schema: string | undefined;
  readonly hasWorker: boolean;
};

/** Order in which services start, and go back in reverse (S4-73 … S4-77); the rest comes between. */
const ORDER = ['auth', 'store-builder', 'delivery', 'payments'];

/** All that is deployed: infra/terraform/services.json, and the dashboard, which is an nginx with files. */
export const knownServices = (): KnownService[] => {
  const file = new URL('../../../../infra/terraform/services.json', import.meta.url);
  const declared = JSON.parse(readFileSync(file, 'utf8')) as { name: string; domains: string[]; schema: string }[];
  const place = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return [
    ...declared
      .map(({ name, domains, schema }) => ({ name, domains, schema, hasWorker: true }))
      .toSorted((a, b) => place(a.name) - place(b.name)),
    { name: 'dashboard', domains: [], schema: undefined, hasWorker: false },
  ];
};

/** @throws Refusal for a name that is not deployed */
export const serviceNamed = (name: string): KnownService => {
  const all = knownServices();
  const found = all.find((one) => one.name === name);
  if (found === undefined)
    throw new Refusal(`there is no service ${name}; there are ${all.map((one) => one.name).join(', ')}.`);
  return found;
};
