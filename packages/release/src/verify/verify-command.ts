import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { Call } from '../deploy/arguments.ts';
import { awsWorld } from '../deploy/aws-world.ts';
import type { Entry } from '../deploy/commands.ts';
import { knownServices, serviceNamed } from '../deploy/services.ts';
import { Refusal } from '../deploy/trouble.ts';
import { awsChecks } from './aws-checks.ts';
import { type Check, runChecks, skipped, summary } from './checks.ts';
import { databaseChecks } from './database-checks.ts';
import { httpChecks } from './http-checks.ts';
import { schemaChecks } from './schema-checks.ts';

/**
 * `verify --env=…`: against --url or APP_ORIGIN, AWS where the environment is there, and a database where VERIFY_DATABASE_URL
 * gives a login that may read.
 */
export const verify = async (call: Call, entry: Entry): Promise<number> => {
  const name = call.text('service');
  const services = name === undefined ? knownServices() : [serviceNamed(name)];
  const local = call.environment === 'local';
  const given =
    call.text('url') ?? (entry.env.APP_ORIGIN || undefined) ?? (local ? 'http://app.localhost:8080' : undefined);
  if (given === undefined) throw new Refusal('verify: give the address of the app with --url or APP_ORIGIN.');
  const at = new URL(given);
  // Names below localhost are known to browsers, and not to every resolver.
  const loopback = at.hostname.endsWith('localhost');
  const base = loopback ? `http://127.0.0.1:${at.port}` : at.origin;
  const databaseUrl = entry.env.VERIFY_DATABASE_URL;
  const checks: Check[] = [...httpChecks(base, services, loopback ? at.host : undefined)];
  if (local) checks.push(absent('AWS', 'there is none on this machine'));
  else {
    const logs = new CloudWatchLogsClient({ region: entry.region, maxAttempts: 8 });
    checks.push(...awsChecks(awsWorld(entry.region), logs, call.environment, services));
  }
  if (databaseUrl !== undefined && databaseUrl !== '')
    checks.push(...databaseChecks(databaseUrl, services), ...schemaChecks(databaseUrl, services));
  else
    checks.push(
      absent(
        'migrations and connections',
        'no VERIFY_DATABASE_URL; a service does not start on a schema that lacks a migration, and alarms watch the connections',
      ),
    );
  checks.push(absent('critical flows by hand', 'a person goes through docs/deployment-checklist.md (S4-56)'));
  if (call.dryRun) {
    for (const check of checks) entry.print(`would check ${check.name}`);
    return 0;
  }
  const { line, code } = summary(await runChecks(checks, entry.print));
  entry.print(line);
  return code;
};

const absent = (name: string, why: string): Check => ({ name, run: async () => skipped(name, why) });

/** `verify-schema --env=…`: whether the database of VERIFY_DATABASE_URL is what this checkout was written for. */
export const verifySchema = async (call: Call, entry: Entry): Promise<number> => {
  const url = entry.env.VERIFY_DATABASE_URL;
  if (url === undefined || url === '') {
    throw new Refusal('verify-schema: give VERIFY_DATABASE_URL, the address of a login that may connect.');
  }
  const name = call.text('service');
  const services = name === undefined ? knownServices() : [serviceNamed(name)];
  const { line, code } = summary(await runChecks(schemaChecks(url, services), entry.print));
  entry.print(line);
  return code;
};
