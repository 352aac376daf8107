// Names that environments give to their databases and backups; Terraform's module environment gives the same.

export const ENVIRONMENTS = ['staging', 'production'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const isEnvironment = (text: string | undefined): text is Environment =>
  (ENVIRONMENTS as readonly (string | undefined)[]).includes(text);

/** Identifier of the environment's RDS instance. */
export const instanceOf = (environment: Environment): string => `creator-${environment}`;

const pad = (n: number, width = 2): string => String(n).padStart(width, '0');
const day = (at: Date): string => `${pad(at.getUTCFullYear(), 4)}${pad(at.getUTCMonth() + 1)}${pad(at.getUTCDate())}`;
const time = (at: Date): string => `${pad(at.getUTCHours())}${pad(at.getUTCMinutes())}${pad(at.getUTCSeconds())}`;

/** How people call a backup: `backup_20261120_140300.sql` (S4-70); UTC. */
export const backupName = (at: Date): string => `backup_${day(at)}_${time(at)}.sql`;

const NAME = /^backup_(\d{8})_(\d{6})\.sql$/;

/**
 * RDS allows letters, digits and hyphens: `creator-production-backup-20261120-140300`.
 * @throws RangeError when it is no name of a backup
 */
export function snapshotOf(environment: Environment, backup: string): string {
  const [, date, clock] = NAME.exec(backup) ?? [];
  if (date === undefined || clock === undefined)
    throw new RangeError(`${backup}: a backup is called backup_YYYYMMDD_HHMMSS.sql`);
  return `${instanceOf(environment)}-backup-${date}-${clock}`;
}

/** What a restore makes: `creator-production-restore-20261120-140300`. */
export const copyName = (environment: Environment, at: Date): string =>
  `${instanceOf(environment)}-restore-${day(at)}-${time(at)}`;

/** The only instances that a restore may delete. */
export const isCopy = (environment: Environment, instance: string): boolean =>
  new RegExp(`^${instanceOf(environment)}-restore-\\d{8}-\\d{6}$`).test(instance);
