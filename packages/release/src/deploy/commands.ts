// deploy, rollback and status, as people and pipelines call them.
import { readFileSync } from 'node:fs';
import { S3Client } from '@aws-sdk/client-s3';
import { answerPause, runningTaskDefinition } from '../switcher/aws-deployments.ts';
import { assertDigest, definitionFor } from '../switcher/task-definition.ts';
import type { Call } from './arguments.ts';
import { awsWorld, clusterOf, placeOf, redAlarms } from './aws-world.ts';
import { inWindow } from './guards.ts';
import { manifestOf, writeManifest } from './manifest.ts';
import { runMigrationTask } from './migrate-task.ts';
import { recordOf, writeRecord } from './record.ts';
import { backTo, deployRelease, flipRelease, planOf, type Release, rollBackRelease } from './release.ts';
import { s3Store } from './s3-store.ts';
import { migrationsFolder, missingExpansions } from './schema.ts';
import { type KnownService, knownServices, serviceNamed } from './services.ts';
import { type Change, type Deployment, stateKey } from './state.ts';
import { stepNames } from './steps.ts';
import { fileStore, type StateStore } from './store.ts';
import { Refusal, said } from './trouble.ts';

export type Entry = {
  readonly region: string;
  /** `s3://bucket/prefix` or a folder. */
  readonly state: string;
  readonly records: string;
  readonly runnerId: string;
  /** Addresses and logins that only some commands read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  print(line: string): void;
};

const CHANGES: readonly Change[] = ['ordinary', 'maintenance'];

export const storeAt = (where: string, region: string): StateStore<Deployment> => {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(where) ?? [];
  if (bucket === undefined) return fileStore(where);
  return s3Store(new S3Client({ region }), bucket, prefix === '' ? '' : `${prefix.replace(/\/$/, '')}/`);
};

type Outputs = { readonly deployment?: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>> };

const releaseFor = (call: Call, entry: Entry, service: KnownService): Release => {
  const file = call.text('outputs');
  const outputs = file === undefined ? undefined : (JSON.parse(readFileSync(file, 'utf8')) as Outputs);
  const web = outputs?.deployment?.web?.[service.name];
  const worker = outputs?.deployment?.worker?.[service.name];
  if (file !== undefined && web === undefined) throw new Refusal(`${file} says nothing of ${service.name}.`);
  const { schema } = service;
  const databaseUrl = entry.env.RELEASE_DATABASE_URL || undefined;
  return {
    world: awsWorld(entry.region),
    environment: call.environment,
    service: service.name,
    domains: service.domains,
    hasWorker: service.hasWorker,
    store: storeAt(call.text('state') ?? entry.state, entry.region),
    runnerId: entry.runnerId,
    missingMigrations:
      databaseUrl === undefined || schema === undefined
        ? undefined
        : async () => await missingExpansions(databaseUrl, schema, migrationsFolder(service.name)),
    values: web === undefined ? undefined : { web, ...(worker === undefined ? {} : { worker }) },
    now: () => new Date(),
    say: entry.print,
  };
};

const refuseLocal = (call: Call): void => {
  if (call.environment === 'local')
    throw new Refusal(
      `${call.command}: there is nothing to deploy to on this machine; npm start runs it, and npm run prove:ops rehearses a deployment.`,
    );
};

/** 0 when it ended as it should; 1 when it was rolled back; 3 when the way back failed and people must act at once. */
const finish = (call: Call, entry: Entry, deployment: Deployment): number => {
  const file = writeRecord(call.text('records') ?? entry.records, recordOf(deployment));
  entry.print(`${deployment.service}: ${deployment.outcome}; written to ${file}`);
  if (deployment.outcome === 'rollback-failed')
    entry.print(`${deployment.service}: the way back FAILED. Go on with docs/runbooks/alb-tg-repair.md now.`);
  return deployment.outcome === 'promoted' ? 0 : deployment.outcome === 'rolled-back' ? 1 : 3;
};

/** What the task definition would hold: names of variables and secrets, never values. */
const definitionLines = async (call: Call, entry: Entry, service: KnownService, image: string): Promise<string[]> => {
  const family = `${call.environment}-${service.name}`;
  if (call.text('outputs') === undefined)
    return [`task definition: the newest of ${family} with this image; --outputs=FILE shows it rendered`];
  const { world, values } = releaseFor(call, entry, service);
  const kind = service.hasWorker ? 'service' : 'dashboard';
  const wanted = { kind, family, container: service.name, image, values: values?.web } as const;
  const { containerDefinitions = [], cpu, memory } = await definitionFor(world.ecs, wanted);
  const names = (all: readonly { name?: string | undefined }[] | undefined) =>
    (all ?? []).map(({ name }) => name).join(', ') || 'none';
  return [
    `task definition: ${family}, ${cpu} units, ${memory} MiB`,
    ...containerDefinitions.flatMap((one) => [
      `container ${one.name}: ${one.image}, user ${one.user ?? 'of the image'}${one.readonlyRootFilesystem === true ? ', read-only' : ''}`,
      `  variables: ${names(one.environment)}`,
      `  secrets: ${names(one.secrets)}`,
    ]),
  ];
};

export const deploy = async (call: Call, entry: Entry): Promise<number> => {
  refuseLocal(call);
  const service = serviceNamed(call.needed('service'));
  const image = call.needed('image');
  const change = CHANGES.find((one) => one === (call.text('change') ?? 'ordinary'));
  if (change === undefined)
    throw new Refusal(
      `deploy: --change is ${call.text('change') ?? ''}; choose ${CHANGES.join(' or ')}; back goes the rollback command.`,
    );
  try {
    assertDigest(image);
  } catch (error) {
    throw new Refusal(`deploy: ${said(error)}.`);
  }
  const plan = planOf(call.environment);
  if (call.dryRun) {
    const window = change === 'maintenance' && call.environment === 'production';
    const lines = [
      `would deploy ${image}`,
      `to the service ${service.name} of ${clusterOf(call.environment)}${service.hasWorker ? `, and then to ${service.name}-worker` : ''}`,
      `steps: ${stepNames(plan, service.hasWorker).join(', ')}`,
      `domains: ${service.domains.join(', ') || 'none'}`,
      ...(window
        ? [`the maintenance window is ${inWindow(new Date()) ? 'open' : 'closed: Sunday 02:00–06:00 UTC'}`]
        : []),
    ];
    for (const line of [...lines, ...(await definitionLines(call, entry, service, image))]) entry.print(line);
    return 0;
  }
  const release = releaseFor(call, entry, service);
  if (!(call.text('state') ?? entry.state).startsWith('s3://'))
    entry.print(
      'the state is kept on this machine only: another runner could not carry on with it (--state=s3://bucket/prefix)',
    );
  const names = knownServices().flatMap(({ name, hasWorker }) => (hasWorker ? [name, `${name}-worker`] : [name]));
  const manifest = await manifestOf(release.world, call.environment, names, new Date());
  entry.print(`what runs now is written to ${writeManifest(call.text('records') ?? entry.records, manifest)}`);
  const manual = call.text('manual-interventions');
  const deployment = await deployRelease(release, image, {
    change,
    overrideReason: call.text('override-reason'),
    manualInterventions: manual === undefined || manual === 'none' ? [] : [manual],
  });
  return finish(call, entry, deployment);
};

const PHASES = ['expand', 'backfill', 'contract'];

export const migrate = async (call: Call, entry: Entry): Promise<number> => {
  refuseLocal(call);
  const service = serviceNamed(call.needed('service'));
  const image = call.needed('image');
  const phases = call.text('phases') ?? 'expand,backfill';
  const unknown = phases.split(',').find((phase) => !PHASES.includes(phase));
  if (unknown !== undefined)
    throw new Refusal(`migrate: there is no phase ${unknown}; there are ${PHASES.join(', ')}.`);
  if (service.schema === undefined) throw new Refusal(`migrate: ${service.name} has no schema.`);
  if (call.dryRun) {
    entry.print(
      `would run the files ${phases} of ${service.name} as a task of ${image} in ${clusterOf(call.environment)}`,
    );
    return 0;
  }
  const file = call.text('outputs');
  const outputs = file === undefined ? undefined : (JSON.parse(readFileSync(file, 'utf8')) as Outputs);
  await runMigrationTask({
    ecs: awsWorld(entry.region).ecs,
    cluster: clusterOf(call.environment),
    environment: call.environment,
    service: service.name,
    image,
    phases,
    values: outputs?.deployment?.migration?.[service.name],
    pollMs: 5_000,
    limitMs: 3_600_000,
    say: entry.print,
  });
  return 0;
};

export const rollback = async (call: Call, entry: Entry): Promise<number> => {
  refuseLocal(call);
  const name = call.needed('service');
  // What depends on others goes back before them.
  const services = name === 'all' ? knownServices().toReversed() : [serviceNamed(name)];
  const reason = call.text('reason') ?? 'an operator asked for it';
  const to = call.text('to');
  if (to !== undefined && services.length > 1)
    throw new Refusal('rollback: --to names one task definition, so name one service.');
  if (call.dryRun) {
    for (const one of services)
      entry.print(
        `would give ${one.name} of ${clusterOf(call.environment)} ${to ?? 'what it ran before its last deployment'}`,
      );
    return 0;
  }
  let worst = 0;
  for (const service of services) {
    const began = Date.now();
    try {
      const release = releaseFor(call, entry, service);
      if (call.flags.has('flip')) {
        await flipRelease(release);
        entry.print(`${service.name}: the listener's rule leads to the version before. Now roll back without --flip.`);
        continue;
      }
      const deployment = to === undefined ? await rollBackRelease(release, reason) : await backTo(release, to, reason);
      const back =
        deployment.outcome === 'rolled-back' || (deployment.change === 'rollback' && deployment.outcome === 'promoted');
      finish(call, entry, deployment);
      entry.print(`${service.name}: ${back ? 'back' : 'NOT back'} after ${Math.round((Date.now() - began) / 1000)} s`);
      worst = Math.max(worst, back ? 0 : 3);
    } catch (error) {
      // Of all, one that never was deployed must not keep the others from going back.
      if (services.length === 1 || !(error instanceof Refusal)) throw error;
      entry.print(said(error));
    }
  }
  return worst;
};

/** Answers the PAUSE hook before production traffic; whoever asks has the deployment go on, or go back. */
export const approve = async (call: Call, entry: Entry): Promise<number> => {
  refuseLocal(call);
  const { name } = serviceNamed(call.needed('service'));
  const decision = (['continue', 'rollback'] as const).find((one) => one === (call.text('decision') ?? 'continue'));
  if (decision === undefined) throw new Refusal('approve: --decision is continue or rollback.');
  if (call.dryRun) {
    entry.print(
      `would let the deployment of ${name} that waits in ${clusterOf(call.environment)} ${decision === 'continue' ? 'go on' : 'go back'}`,
    );
    return 0;
  }
  const waiting = await answerPause(placeOf(awsWorld(entry.region), call.environment, name), decision);
  if (!waiting) throw new Refusal(`approve: no deployment of ${name} waits for anybody.`);
  entry.print(`${name}: ${decision}`);
  return 0;
};

export const status = async (call: Call, entry: Entry): Promise<number> => {
  const name = call.text('service');
  const services = name === undefined ? knownServices() : [serviceNamed(name)];
  const store = storeAt(call.text('state') ?? entry.state, entry.region);
  for (const { name: service } of services) {
    const kept = (await store.read(stateKey(call.environment, service)))?.value;
    const step = kept?.steps.at(-1);
    const last =
      kept === undefined
        ? 'no deployment known here'
        : `${kept.outcome ?? `under way at ${step?.name ?? 'its beginning'}`}, ${kept.revision}, since ${kept.startedAt}${kept.trouble === undefined ? '' : `; ${kept.trouble}`}`;
    entry.print(`${service}: ${last}`);
    if (call.environment === 'local' || call.dryRun) continue;
    const world = awsWorld(entry.region);
    const place = placeOf(world, call.environment, service);
    entry.print(`${service}: runs ${(await runningTaskDefinition(place)) ?? 'nothing'}`);
    const red = await redAlarms(world, place);
    entry.print(`${service}: ${red.length === 0 ? 'no alarm is red' : `red: ${red.join(', ')}`}`);
  }
  return 0;
};
