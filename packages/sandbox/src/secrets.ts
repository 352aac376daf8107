import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { listen, type Listening } from './listen.ts';

type Version = { text: string; stages: string[]; created: number };
type Secret = { arn: string; created: number; versions: Record<string, Version> };
type Input = {
  SecretId?: string;
  Name?: string;
  SecretString?: string;
  SecretBinary?: string;
  VersionId?: string;
  VersionStage?: string;
  VersionStages?: string[];
  ClientRequestToken?: string;
  MoveToVersionId?: string;
  RemoveFromVersionId?: string;
};

class SecretsProblem extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

const notFound = (): SecretsProblem =>
  new SecretsProblem('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");

function versionAt(secret: Secret, stage: string): [id: string, version: Version] | undefined {
  return Object.entries(secret.versions).find(([, version]) => version.stages.includes(stage));
}

/** Moves `stage` to one version; the version that loses AWSCURRENT becomes AWSPREVIOUS, as in AWS. */
function moveStage(secret: Secret, stage: string, to: string): void {
  const before = versionAt(secret, stage);
  if (before?.[0] === to) return;
  for (const version of Object.values(secret.versions)) version.stages = version.stages.filter((one) => one !== stage);
  if (stage === CURRENT && before !== undefined) moveStage(secret, PREVIOUS, before[0]);
  secret.versions[to]?.stages.push(stage);
}

/**
 * Starts a stand-in of AWS Secrets Manager: its JSON protocol, with versions and rotation stages, kept in one JSON file.
 * Signatures must be there but are not verified; a secret that has never been written is ResourceNotFoundException.
 * @param options.file where everything is kept, or undefined to keep it in memory
 * @param options.seed secrets to make when their id is not in the file yet (id → secret string)
 */
export async function startSecrets(options: {
  file?: string;
  port?: number;
  host?: string;
  seed?: Record<string, string>;
  now?: () => number;
}): Promise<Listening> {
  const now = options.now ?? Date.now;
  const { file } = options;
  const all = new Map<string, Secret>(
    file !== undefined && existsSync(file)
      ? Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Secret>)
      : [],
  );
  const keep = (): void => {
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.draft`, JSON.stringify(Object.fromEntries(all), null, 2), { mode: 0o600 });
    renameSync(`${file}.draft`, file);
  };
  const find = (input: Input): [name: string, secret: Secret] => {
    const id = input.SecretId ?? '';
    const found = [...all].find(([name, secret]) => name === id || secret.arn === id);
    if (found === undefined) throw notFound();
    return found;
  };
  const seconds = (): number => now() / 1000;
  const addVersion = (secret: Secret, input: Input, stages: string[]): string => {
    const id = input.ClientRequestToken ?? randomUUID();
    const text = input.SecretString;
    if (text === undefined || text === '')
      throw new SecretsProblem('InvalidRequestException', 'You must provide SecretString.');
    if (Buffer.byteLength(text) > 65_536)
      throw new SecretsProblem('InvalidParameterException', 'The secret is longer than 65536 bytes.');
    const same = secret.versions[id];
    if (same !== undefined) {
      if (same.text === text) return id;
      throw new SecretsProblem('ResourceExistsException', 'A version with this token has another value.');
    }
    secret.versions[id] = { text, stages: [], created: seconds() };
    for (const stage of stages) moveStage(secret, stage, id);
    return id;
  };
  const create = (input: Input): [name: string, secret: Secret, version: string] => {
    const name = input.Name ?? '';
    if (!/^[A-Za-z0-9/_+=.@-]{1,512}$/.test(name)) throw new SecretsProblem('ValidationException', 'Invalid name.');
    if (all.has(name))
      throw new SecretsProblem(
        'ResourceExistsException',
        `The operation failed because the secret ${name} already exists.`,
      );
    const arn = `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}-${randomUUID().slice(0, 6)}`;
    const secret: Secret = { arn, created: seconds(), versions: {} };
    const version = addVersion(secret, input, [CURRENT]);
    all.set(name, secret);
    return [name, secret, version];
  };

  const actions: Record<string, (input: Input) => object> = {
    CreateSecret(input) {
      const [Name, { arn }, VersionId] = create(input);
      return { ARN: arn, Name, VersionId };
    },
    PutSecretValue(input) {
      const [Name, secret] = find(input);
      const VersionId = addVersion(secret, input, input.VersionStages ?? [CURRENT]);
      return { ARN: secret.arn, Name, VersionId, VersionStages: secret.versions[VersionId]?.stages ?? [] };
    },
    GetSecretValue(input) {
      const [Name, secret] = find(input);
      const stage = input.VersionStage ?? (input.VersionId === undefined ? CURRENT : undefined);
      const found = Object.entries(secret.versions).find(
        ([id, one]) =>
          (input.VersionId === undefined || id === input.VersionId) &&
          (stage === undefined || one.stages.includes(stage)),
      );
      if (found === undefined) {
        throw new SecretsProblem(
          'ResourceNotFoundException',
          "Secrets Manager can't find the specified secret value for this version or stage.",
        );
      }
      const [VersionId, version] = found;
      return {
        ARN: secret.arn,
        Name,
        VersionId,
        SecretString: version.text,
        VersionStages: version.stages,
        CreatedDate: version.created,
      };
    },
    DescribeSecret(input) {
      const [Name, secret] = find(input);
      const stages = Object.entries(secret.versions).filter(([, one]) => one.stages.length > 0);
      return {
        ARN: secret.arn,
        Name,
        CreatedDate: secret.created,
        VersionIdsToStages: Object.fromEntries(stages.map(([id, one]) => [id, one.stages])),
      };
    },
    UpdateSecretVersionStage(input) {
      const [Name, secret] = find(input);
      const { VersionStage: stage = '', MoveToVersionId: to, RemoveFromVersionId: from } = input;
      const holder = versionAt(secret, stage)?.[0];
      if (holder !== undefined && holder !== from && holder !== to) {
        throw new SecretsProblem(
          'InvalidParameterException',
          `The staging label ${stage} is attached to another version: name it in RemoveFromVersionId.`,
        );
      }
      if (to === undefined) {
        const version = secret.versions[from ?? ''];
        if (version !== undefined) version.stages = version.stages.filter((one) => one !== stage);
      } else {
        if (secret.versions[to] === undefined) throw notFound();
        moveStage(secret, stage, to);
      }
      return { ARN: secret.arn, Name };
    },
    ListSecrets: () => ({
      SecretList: [...all].map(([Name, { arn, created }]) => ({ ARN: arn, Name, CreatedDate: created })),
    }),
  };

  for (const [Name, SecretString] of Object.entries(options.seed ?? {}))
    if (!all.has(Name)) create({ Name, SecretString });
  keep();

  const answer = (target: string, authorization: string | undefined, body: string): object => {
    const action = actions[/^secretsmanager\.(\w+)$/.exec(target)?.[1] ?? ''];
    if (action === undefined) throw new SecretsProblem('UnknownOperationException', `This stand-in has no ${target}.`);
    if (!/^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[^/]+\/secretsmanager\/aws4_request/.test(authorization ?? '')) {
      throw new SecretsProblem('MissingAuthenticationTokenException', 'Missing Authentication Token');
    }
    let input: Input;
    try {
      input = JSON.parse(body) as Input;
    } catch {
      throw new SecretsProblem('SerializationException', 'The body is not JSON.');
    }
    const output = action(input);
    if (!/^(Get|Describe|List)/.test(action.name)) keep();
    return output;
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const send = (status: number, output: object): void => {
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() });
        response.end(JSON.stringify(output));
      };
      try {
        send(
          200,
          answer(
            String(request.headers['x-amz-target'] ?? ''),
            request.headers.authorization,
            Buffer.concat(parts).toString('utf8'),
          ),
        );
      } catch (reason) {
        if (reason instanceof SecretsProblem)
          send(400, { __type: reason.type, message: reason.message, Message: reason.message });
        else send(500, { __type: 'InternalServiceError', message: String(reason) });
      }
    });
  });
  return listen(server, options);
}
