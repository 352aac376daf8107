// One load balancer, one network, one database for all: what the services claim must not collide.
import { readFileSync } from 'node:fs';
import t from 'tap';

type Claims = { name: string; schema: string; port: number; paths: string[]; domains: string[] };
const file = new URL('../../../../infra/terraform/services.json', import.meta.url);
const read = (): Claims[] => JSON.parse(readFileSync(file, 'utf8'));

/** What the load balancer allows in one condition, and where the dashboard's default rule begins (modules/alb). */
const PRIORITIES = { from: 100, below: 40_000 };
const CONDITION_VALUES = 5;
const EXPRESSION_LETTERS = 128;
const PATHS_PER_EXPRESSION = 8;

/** The expressions of a service's one rule, as modules/alb writes them. */
const expressionsOf = (paths: readonly string[]): string[] => {
  const plain = paths.filter((path) => path !== '/@').toSorted();
  const some = paths.includes('/@') ? ['^/@.*$'] : [];
  for (let at = 0; at < plain.length; at += PATHS_PER_EXPRESSION) {
    const chunk = plain.slice(at, at + PATHS_PER_EXPRESSION).map((path) => path.replace('.', String.raw`\.`));
    some.push(`^(${chunk.join('|')})(/.*)?$`);
  }
  return some;
};
/** Whether the load balancer takes a rule for these paths. */
const fitsRule = (paths: readonly string[]): boolean => {
  const expressions = expressionsOf(paths);
  return expressions.length <= CONDITION_VALUES && expressions.every((one) => one.length <= EXPRESSION_LETTERS);
};

const matchesBoth = (one: string, other: string): boolean =>
  one === other || (other === '/@' ? one.startsWith('/@') : one.startsWith(`${other}/`));

/** A sentence for each collision; empty when there is none. */
const collisions = (services: readonly Claims[]): string[] => {
  const found: string[] = [];
  const owners = new Map<string, string>();
  for (const service of services) {
    const claims = [
      `name ${service.name}`,
      `schema ${service.schema}`,
      `port ${service.port}`,
      ...service.paths.map((path) => `path ${path}`),
      ...service.domains.map((domain) => `domain ${domain}`),
    ];
    for (const claim of claims) {
      const owner = owners.get(claim);
      if (owner !== undefined) found.push(`${claim}: ${owner} and ${service.name}`);
      owners.set(claim, service.name);
    }
    // The rule's priority is the port: stable when a service comes or goes.
    if (service.port < PRIORITIES.from || service.port >= PRIORITIES.below) found.push(`priority ${service.port}`);
    if (service.port === 8080) found.push(`port 8080 is the dashboard's (${service.name})`);
    for (const other of services)
      for (const path of service.paths)
        for (const wider of other.paths)
          if (other !== service && matchesBoth(path, wider))
            found.push(`${path} of ${service.name} lies below ${wider} of ${other.name}`);
  }
  return found;
};

t.test('no two services claim a name, schema, port, priority, path or domain', async (t) => {
  const services = read();
  t.ok(services.length >= 7);
  t.strictSame(collisions(services), []);
  for (const { name, paths } of services) t.ok(fitsRule(paths), `${name}: ${expressionsOf(paths).join(' ')}`);
  const many = Array.from({ length: 41 }, (_, at) => `/${at}`);
  t.notOk(fitsRule(many), 'more expressions than a rule takes');
  t.notOk(fitsRule(many.slice(0, 8).map((path) => path + 'x'.repeat(12))), 'an expression that is too long');
  const spoil = (change: (all: Claims[]) => void): string => {
    const all = read();
    change(all);
    return collisions(all).join('\n');
  };
  const [one, two] = [0, 1] as const;
  const set = <K extends keyof Claims>(all: Claims[], key: K): void => {
    const [first, second] = [all[one], all[two]];
    if (first && second) second[key] = first[key];
  };
  for (const key of ['name', 'schema', 'port', 'paths', 'domains'] as const)
    t.not(
      spoil((all) => set(all, key)),
      '',
      `${key} twice`,
    );
  t.match(
    spoil((all) => all[one]?.paths.push('/v1/payments/inner')),
    /lies below \/v1\/payments of payments/,
  );
  t.match(
    spoil((all) => Object.assign(all[one] ?? {}, { port: 50 })),
    /priority 50/,
  );
  t.match(
    spoil((all) => Object.assign(all[one] ?? {}, { port: 8080 })),
    /dashboard/,
  );
});
