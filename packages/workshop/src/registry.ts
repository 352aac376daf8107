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
  /** Feature domains, each with `/v1/<domain>/health`; a release looks at each of them by itself. */
  domains: string[];
  /** Connections to PostgreSQL that one task of a role opens at most. */
  connections: { web: number; worker: number };
  /** Fargate's units of a task: 1024 is one vCPU. */
  cpu: number;
  /** MiB of a task. */
  memory: number;
  /** What it does with which bucket. */
  buckets: Record<string, 'read' | 'read-write'>;
  /** True when it calls machines that are not ours. */
  outside: boolean;
  /** True when it also reads from the replica: DATABASE_READ_URL, where the environment has one. */
  replica?: boolean;
};

/** Where the generated list lies, relative to the clone. */
export const SERVICES_FILE = 'infra/terraform/services.json';

type ServiceBlock = Omit<Service, 'name' | 'folder'>;
/** What Fargate offers: MiB for each number of units. */
const SIZES: Record<number, readonly number[]> = { 256: [512, 1024, 2048], 512: [1024, 2048, 3072, 4096] };

const isBlock = (value: unknown): value is ServiceBlock => {
  if (typeof value !== 'object' || value === null) return false;
  const { connections, ...block }: Partial<ServiceBlock> = value;
  return (
    typeof block.schema === 'string' &&
    typeof block.port === 'number' &&
    areTexts(block.paths) &&
    areTexts(block.domains) &&
    block.domains.length > 0 &&
    typeof connections?.web === 'number' &&
    typeof connections.worker === 'number' &&
    (SIZES[block.cpu ?? 0] ?? []).includes(block.memory ?? 0) &&
    Object.values(block.buckets ?? { none: '' }).every((way) => way === 'read' || way === 'read-write') &&
    typeof block.outside === 'boolean' &&
    ['boolean', 'undefined'].includes(typeof block.replica)
  );
};
const areTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

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
    if (!isBlock(service))
      throw new Error(
        `services/${name}/package.json: "service" needs schema, port, paths, domains, connections, cpu and memory as Fargate offers them, buckets and outside`,
      );
    services.push({ name, folder: join(root, 'services', name), ...service });
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
      ...service.domains.map((d) => `domain ${d}`),
    ]) {
      const owner = owners.get(claim);
      if (owner !== undefined) throw new Error(`${claim} is claimed by services/${owner} and services/${service.name}`);
      owners.set(claim, service.name);
    }
};

/** Services that can be started: their main.ts is written. */
export const startable = (services: Service[]): Service[] =>
  services.filter((service) => existsSync(join(service.folder, 'src/main.ts')));

/** The text of services.json: what Terraform, the pipelines, the release commands and the runbooks' tables read. */
export const servicesJson = (services: Service[]): string =>
  `${JSON.stringify(
    services.map(({ folder: _here, ...declared }) => declared),
    null,
    2,
  )}\n`;

/** AUTH_URL, STORE_BUILDER_URL, … */
export const addressVariable = (name: string): string => `${name.toUpperCase().replaceAll('-', '_')}_URL`;
