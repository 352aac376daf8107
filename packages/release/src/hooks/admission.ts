// PRE_SCALE_UP: may this image start at all. Ours, by digest, scanned without a finding that nobody has accepted, and the
// schema is at the level that the image declares.
import {
  BatchGetImageCommand,
  DescribeImageScanFindingsCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
} from '@aws-sdk/client-ecr';
import { DescribeServiceRevisionsCommand, ECSClient } from '@aws-sdk/client-ecs';
import { detail, type HookAnswer, note, readEvent } from './event.ts';
import { levelOfSchema } from './schema-level.ts';

export type Scan = {
  readonly state: 'done' | 'running' | 'missing';
  /** Names of findings that are CRITICAL or HIGH. */
  readonly severe: readonly string[];
};

export type Admission = {
  /** For example `stan-store-windsurf`. */
  readonly repositoryPrefix: string;
  /** Image of the service's own container in the target revision. */
  image(revisionArn: string, container: string): Promise<string | undefined>;
  scan(repository: string, digest: string): Promise<Scan>;
  /** Number of the last expand migration that the image needs; undefined when it declares none. */
  neededLevel(repository: string, digest: string): Promise<number | undefined>;
  /** Number of the last migration in the database; undefined where this function may not look. */
  level(service: string): Promise<number | undefined>;
};

const IMAGE = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com\/([a-z0-9/_.-]+)@(sha256:[0-9a-f]{64})$/;
const AGAIN_SECONDS = 30;

export const judgeAdmission = async (raw: unknown, parts: Admission): Promise<HookAnswer> => {
  const event = readEvent(raw);
  const service = detail(event, 'service');
  const refuse = (says: string): HookAnswer => {
    note({ hook: 'admission', service, deployment: event.deploymentArn, refused: says });
    return { hookStatus: 'FAILED' };
  };
  const image = (await parts.image(event.targetRevisionArn, service)) ?? '';
  const [, repository = '', digest = ''] = IMAGE.exec(image) ?? [];
  if (digest === '') return refuse(`the image is not one of ours by its digest: ${image}`);
  if (repository !== `${parts.repositoryPrefix}/${service}`)
    return refuse(`the image comes from ${repository} and not from ${parts.repositoryPrefix}/${service}`);
  const scan = await parts.scan(repository, digest);
  if (scan.state === 'running') return { hookStatus: 'IN_PROGRESS', callBackDelay: AGAIN_SECONDS };
  if (scan.state === 'missing') return refuse('the image has not been scanned');
  const accepted = Array.isArray(event.details.accepted) ? event.details.accepted : [];
  const severe = scan.severe.filter((name) => !accepted.includes(name));
  if (severe.length > 0) return refuse(`the scan found ${severe.join(', ')}`);
  const needed = await parts.neededLevel(repository, digest);
  const level = await parts.level(service);
  if (needed !== undefined && level !== undefined && level < needed)
    return refuse(`the schema is at migration ${level}, and the image needs ${needed}`);
  note({
    hook: 'admission',
    service,
    deployment: event.deploymentArn,
    image,
    needed,
    level,
    schema: level === undefined ? 'not looked at' : 'fits',
  });
  return { hookStatus: 'SUCCEEDED' };
};

const LEVEL_LABEL = 'windsurf.schema-level';
/** More than a thousand severe findings need no list. */
const PAGES = 10;

const scanOf = async (ecr: ECRClient, repositoryName: string, imageDigest: string): Promise<Scan> => {
  const severe: string[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const found = await ecr
      .send(
        new DescribeImageScanFindingsCommand({
          repositoryName,
          imageId: { imageDigest },
          ...(nextToken ? { nextToken } : {}),
        }),
      )
      .catch((error: unknown) => {
        if (error instanceof Error && error.name === 'ScanNotFoundException') return undefined;
        throw error;
      });
    const status = found?.imageScanStatus?.status;
    if (found === undefined || status === undefined) return { state: 'missing', severe };
    if (status === 'IN_PROGRESS' || status === 'PENDING') return { state: 'running', severe };
    if (status !== 'COMPLETE' && status !== 'ACTIVE') return { state: 'missing', severe };
    const basic = (found.imageScanFindings?.findings ?? []).map(({ name, severity }) => ({ name, severity }));
    const enhanced = (found.imageScanFindings?.enhancedFindings ?? []).map(
      ({ packageVulnerabilityDetails, title, severity }) => ({
        name: packageVulnerabilityDetails?.vulnerabilityId ?? title,
        severity,
      }),
    );
    for (const { name, severity } of [...basic, ...enhanced])
      if (severity === 'CRITICAL' || severity === 'HIGH') severe.push(name ?? 'a finding without a name');
    nextToken = found.nextToken;
    if (nextToken === undefined) break;
  }
  return { state: 'done', severe };
};

type Manifest = { readonly config?: { readonly digest?: string } };
type Config = { readonly config?: { readonly Labels?: Readonly<Record<string, string>> } };

const labelOf = async (ecr: ECRClient, repositoryName: string, imageDigest: string): Promise<number | undefined> => {
  const { images } = await ecr.send(new BatchGetImageCommand({ repositoryName, imageIds: [{ imageDigest }] }));
  const manifest = JSON.parse(images?.[0]?.imageManifest ?? '{}') as Manifest;
  const layerDigest = manifest.config?.digest;
  if (layerDigest === undefined) return undefined;
  const { downloadUrl } = await ecr.send(new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest }));
  if (downloadUrl === undefined) return undefined;
  const config = (await (await fetch(downloadUrl)).json()) as Config;
  const level = Number(config.config?.Labels?.[LEVEL_LABEL]);
  return Number.isInteger(level) ? level : undefined;
};

/** What Lambda calls. */
export const handler = async (raw: unknown): Promise<HookAnswer> => {
  const { REPOSITORY_PREFIX: repositoryPrefix, MIGRATION_SECRETS: secrets } = process.env;
  if (!repositoryPrefix) throw new Error('REPOSITORY_PREFIX is not set');
  const ecs = new ECSClient({});
  const ecr = new ECRClient({});
  return await judgeAdmission(raw, {
    repositoryPrefix,
    async image(arn, container) {
      const { serviceRevisions } = await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn] }));
      return serviceRevisions?.[0]?.containerImages?.find(({ containerName }) => containerName === container)?.image;
    },
    scan: async (repository, digest) => await scanOf(ecr, repository, digest),
    neededLevel: async (repository, digest) => await labelOf(ecr, repository, digest),
    level: async (service) => await levelOfSchema(JSON.parse(secrets || '{}') as Record<string, string>, service),
  });
};
