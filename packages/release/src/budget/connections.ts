// How many connections all tasks of all services may open, and whether PostgreSQL has as many: a release doubles them.

/** What services.json says of a service. */
export type ServiceConnections = {
  readonly name: string;
  /** Connections that one task of a role opens at most. */
  readonly connections: { readonly web: number; readonly worker: number };
};

/** Tasks at full scale, by the service's name. */
export type MaxTasks = Readonly<Record<string, { readonly web: number; readonly worker: number }>>;

export type ConnectionBudget = {
  /** Connections that blue and green open together at full scale, and the reserve. */
  readonly planned: number;
  /** 80 % of `max_connections`: the rest is for superusers, replication and surprises. */
  readonly allowed: number;
  readonly fits: boolean;
  /** By service, both colours. */
  readonly services: readonly { readonly name: string; readonly planned: number }[];
  /** One sentence for people. */
  readonly says: string;
};

type RoleTasks = Readonly<Record<'web' | 'worker', { readonly max: number }>>;

/** Of terraform.tfvars.json of an environment: tasks of all services, and of those that have others. */
export type TaskSettings = { readonly tasks: RoleTasks; readonly tasks_of?: Readonly<Record<string, RoleTasks>> };

/** Tasks at full scale of each service, as the environment's module reads them. */
export const maxTasksOf = (services: readonly { readonly name: string }[], settings: TaskSettings): MaxTasks =>
  Object.fromEntries(
    services.map(({ name }) => {
      const { web, worker } = settings.tasks_of?.[name] ?? settings.tasks;
      return [name, { web: web.max, worker: worker.max }];
    }),
  );

/** For migrations, backups and people; the same number as `connection_reserve` of the module data-postgres. */
export const RESERVE = 40;
const COLOURS = 2;
const SHARE = 0.8;

/**
 * Σ (tasks × connections) of every service and role, twice, and a reserve, against 0.8 × max_connections. Workers count
 * twice as well: a rolling update starts the new ones before the old ones end.
 * @throws Error naming a service without tasks, or tasks without a service
 */
export function connectionBudget(
  services: readonly ServiceConnections[],
  tasks: MaxTasks,
  maxConnections: number,
  reserve: number = RESERVE,
): ConnectionBudget {
  const known = new Set(services.map(({ name }) => name));
  const strangers = Object.keys(tasks).filter((name) => !known.has(name));
  if (services.length === 0) throw new Error('no services');
  if (strangers.length > 0) throw new Error(`tasks of ${strangers.join(', ')}, which services.json does not know`);
  const rows = services.map(({ name, connections }) => {
    const { web, worker } = tasks[name] ?? missing(name);
    return { name, planned: COLOURS * (whole(name, web) * connections.web + whole(name, worker) * connections.worker) };
  });
  const planned = rows.reduce((sum, row) => sum + row.planned, reserve);
  const allowed = Math.floor(maxConnections * SHARE);
  const fits = planned <= allowed;
  const says = `blue and green together open ${planned} connections at full scale; ${allowed} of ${maxConnections} are for them`;
  return { planned, allowed, fits, services: rows, says };
}

const missing = (name: string): never => {
  throw new Error(`it is not said how many tasks ${name} has at most`);
};

const whole = (name: string, tasks: number): number => {
  if (!Number.isInteger(tasks) || tasks < 1) throw new Error(`${name} with ${tasks} tasks`);
  return tasks;
};
