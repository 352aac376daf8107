// Row 4: no secret is ever in a state, and two applies at once are one too many.
import { existsSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Proof, Say } from '../../proof.ts';
import { openOfflineTerraform } from '../offline.ts';
import { secretsIn } from '../told-secrets.ts';
import { applyEnvironment, missingTerraform, openInfra } from './applied.ts';
import type { State } from './applied.ts';

const PASSWORD = 'Planted-Password_of+every/Login=0001';
const CARELESS = 'planted-by-a-careless-hand-0002';
const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));
const NO_SECRET = '4a no secret in a plan or a state';
const LOCK = '4b the state in S3 is locked: a second apply at once is refused';

/**
 * Applies production offline with known passwords, and looks for them in the state and the plan.
 *
 * @throws Error with what Terraform printed
 */
export const proveNoSecretInState = async (say: Say): Promise<Proof> => {
  const skipped = missingTerraform();
  if (skipped !== undefined) return { name: NO_SECRET, ok: false, skipped, figures: {} };
  const terraform = openInfra({ TF_OFFLINE_PASSWORD: PASSWORD });
  try {
    const applied = await applyEnvironment(terraform, 'production');
    const plan = await terraform.must(applied.root, ['show', '-json', 'production.tfplan']);
    const found = [applied.stateText(), plan.output].flatMap((text) => secretsIn(text, [PASSWORD]));
    // The edge's proof of itself is a condition of listener rules, and these are in the state: it opens no data, and the
    // state is encrypted and closed. It is the only one, and this line fails when that stops being so.
    const made = JSON.parse(applied.stateText()) as State;
    const known = made.resources.filter(({ type }) => type === 'terraform_data').map(({ name }) => name);
    applied.edit((state) => {
      const [login] = state.resources.filter(({ type }) => type === 'aws_secretsmanager_secret_version');
      const [instance] = login?.instances ?? [];
      if (instance !== undefined) instance.attributes.secret_string = JSON.stringify({ password: PASSWORD });
    });
    const planted = secretsIn(applied.stateText(), [PASSWORD]);
    const size = applied.stateText().length;
    say(`a state of ${size} characters: ${found.length} secrets; one that was planted: ${planted.length} found`);
    return {
      name: NO_SECRET,
      ok: found.length === 0 && planted.length === 1 && known.join() === 'origin_secret',
      figures: {
        state_characters: size,
        secrets_found: found.length,
        planted_found: planted.length,
        known_exceptions: known,
      },
    };
  } finally {
    terraform.close();
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });

/** Waits for a fact; the deadline is for a machine on which it never comes. */
const until = async (what: string, fact: () => boolean | Promise<boolean>, seconds = 60): Promise<void> => {
  const deadline = Date.now() + seconds * 1000;
  while (!(await fact())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`);
    await delay(100);
  }
};

const startS3 = async (): Promise<{ endpoint: string; server: ChildProcess }> => {
  const port = await freePort();
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  await until('the stand-in for S3 answers', async () => {
    const answer = await fetch(endpoint).catch(() => undefined);
    return answer !== undefined;
  });
  return { endpoint, server };
};

/**
 * Two applies at once on one state in S3, which a stand-in (moto) serves. Needs terraform and moto_server.
 *
 * @throws Error with what Terraform printed
 */
export const proveStateLock = async (say: Say): Promise<Proof> => {
  const noMoto = spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status !== 0;
  const skipped = missingTerraform() ?? (noMoto ? 'moto_server is not on PATH (python3-moto 5.2)' : undefined);
  if (skipped !== undefined) return { name: LOCK, ok: false, skipped, figures: {} };
  const { endpoint, server } = await startS3();
  const credentials = { accessKeyId: 'proof', secretAccessKey: 'proof' };
  const s3 = new S3Client({ endpoint, region: 'af-south-1', forcePathStyle: true, credentials });
  const terraform = openOfflineTerraform(FIXTURES, {
    keepBackend: true,
    env: { TF_OFFLINE_PASSWORD: PASSWORD, AWS_ACCESS_KEY_ID: 'proof', AWS_SECRET_ACCESS_KEY: 'proof' },
  });
  try {
    await s3.send(
      new CreateBucketCommand({ Bucket: 'state', CreateBucketConfiguration: { LocationConstraint: 'af-south-1' } }),
    );
    const place = ['bucket=state', 'region=af-south-1', `endpoints={s3="${endpoint}"}`, 'use_path_style=true'];
    const quiet = ['skip_credentials_validation', 'skip_requesting_account_id', 'skip_metadata_api_check'];
    const backend = [...place, ...quiet.map((one) => `${one}=true`)].map((one) => `-backend-config=${one}`);
    await terraform.must('state', ['init', '-no-color', ...backend]);
    const go = join(terraform.folder, 'go');
    const apply = ['apply', '-no-color', '-auto-approve', `-var=wait_for=${go}`];
    const first = terraform.run('state', apply);
    await until('the first apply holds the lock', async () => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'state' }));
      return Contents.some(({ Key }) => Key === 'proof/terraform.tfstate.tflock');
    });
    const second = await terraform.run('state', apply);
    const refused = second.code !== 0 && second.errors.includes('Error acquiring the state lock');
    say(`second apply: ${refused ? 'refused' : 'NOT refused'}`);
    writeFileSync(go, '');
    const { code } = await first;
    const stored = async (): Promise<string> => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'state', Key: 'proof/terraform.tfstate' }));
      return (await Body?.transformToString()) ?? '';
    };
    const clean = secretsIn(await stored(), [PASSWORD]).length === 0;
    await terraform.must('state', [...apply, `-var=careless=${CARELESS}`]);
    const planted = secretsIn(await stored(), [CARELESS]).length === 1;
    const local = existsSync(join(terraform.folder, 'state', 'terraform.tfstate'));
    say(
      `state in S3: ${clean ? 'no password' : 'A PASSWORD'}; a careless one ${planted ? 'is found' : 'is NOT found'}`,
    );
    return {
      name: LOCK,
      ok: refused && code === 0 && clean && planted && !local,
      figures: { refused, first_apply_code: code, secret_in_state: !clean, planted_found: planted },
    };
  } finally {
    terraform.close();
    s3.destroy();
    server.kill('SIGTERM');
  }
};
