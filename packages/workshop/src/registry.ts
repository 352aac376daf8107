import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a service's package.json declares, and where it lies. */
export type Service = {
  /** Folder name, for example `store-builder`. */
  name: string;
  /** Absolute folder. */
  folder: string;
  schema: string;
  port: number;
  /** URL prefixes that it answers, in its own order. */
  paths: string[];
};

/** Where the generated list lies, relative to the clone. */
export const SERVICES_FILE = 'packages/workshop/services.gen.json';

type ServiceBlock = { schema: string; port: number; paths: string[] };

const isBlock = (value: unknown): value is ServiceBlock => {
  if (typeof value !== 'object' || value === null) return false;
  const block = value as Partial<Record<keyof ServiceBlock, unknown>>;
  return (
    typeof block.schema === 'string' &&
    typeof block.port === 'number' &&
    Array.isArray(block.paths) &&
    block.paths.every((path) => typeof path === 'string')
  );
};

/**
 * Every folder of services/ whose package.json has a `service` block, sorted by port.
 *
 * @param root the clone's folder
 * @throws Error when two services claim one port, schema or path
 */
export const readServices = (root: string): Service[] => {
  const services: Service[] = [];
  for (const name of readdirSync(join(root, 'services'))) {
    const file = join(root, 'services', name, 'package.json');
    if (!existsSync(file)) continue;
    const { service }: { service?: unknown } = JSON.parse(readFileSync(file, 'utf8'));
    if (service === undefined) continue;
    if (!isBlock(service)) throw new Error(`services/${name}/package.json: "service" needs schema, port and paths`);
    const { schema, port, paths } = service;
    services.push({ name, folder: join(root, 'services', name), schema, port, paths });
  }
  services.sort((a, b) => a.port - b.port);
  refuseDoubles(services);
  return services;
};

const refuseDoubles = (services: Service[]): void => {
  const owners = new Map<string, string>();
  for (const service of services)
    for (const claim of [
      `port ${service.port}`,
      `schema ${service.schema}`,
      ...service.paths.map((p) => `path ${p}`),
    ]) {
      const owner = owners.get(claim);
      if (owner !== undefined) throw new Error(`${claim} is claimed by services/${owner} and services/${service.name}`);
      owners.set(claim, service.name);
    }
};

/** Services that can be started: their main.ts is written. */
export const startable = (services: Service[]): Service[] =>
  services.filter((service) => existsSync(join(service.folder, 'src/main.ts')));

/** The text of services.gen.json: what compose, CI, load balancer rules and Terraform read. */
export const servicesJson = (services: Service[]): string =>
  `${JSON.stringify(
    services.map(({ name, schema, port, paths }) => ({ name, schema, port, paths })),
    null,
    2,
  )}\n`;

/** AUTH_URL, STORE_BUILDER_URL, … */
export const addressVariable = (name: string): string => `${name.toUpperCase().replaceAll('-', '_')}_URL`;
