// node packages/release/src/backup/export-creator-command.ts <staging|production> <creator id> --into <folder>
//   --retention <short|standard|extended|statutory> [--bucket <name>] [--dry-run] [--confirm]
// With --bucket the files go there as well, below creators/<id>/<moment>/ and with the tag retention=<class>.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { databaseAddress } from '../restore/database-address.ts';
import { RETENTION, exportCreator, isRetentionClass } from './creator-export.ts';
import type { ExportManifest } from './creator-export.ts';
import { WrongCall, readCall, runCommand } from './operator-call.ts';

const usage =
  'usage: export-creator-command.ts <staging|production> <creator id> --into <folder> --retention <class> [--bucket <name>] [--dry-run] [--confirm]';
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const region = process.env.AWS_REGION ?? 'af-south-1';

async function upload(
  bucket: string,
  into: string,
  { creatorId, at, retention, files }: ExportManifest,
): Promise<void> {
  const s3 = new S3Client({ region });
  for (const name of [...files.map((file) => file.name), 'manifest.json']) {
    const Key = `creators/${creatorId}/${at.slice(0, 19).replaceAll(':', '-')}/${name}`;
    const Body = readFileSync(join(into, name));
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, Tagging: `retention=${retention}` }));
    say(`s3://${bucket}/${Key}`);
  }
}

process.exitCode = await runCommand(
  async () => {
    const all = process.argv.slice(2);
    const { values, tokens } = parseArgs({
      args: all,
      strict: false,
      tokens: true,
      options: { into: { type: 'string' }, retention: { type: 'string' }, bucket: { type: 'string' } },
    });
    const named = new Set(['into', 'retention', 'bucket']);
    const others = tokens.flatMap((token) =>
      token.kind === 'positional'
        ? [token.value]
        : token.kind === 'option' && !named.has(token.name)
          ? [token.rawName]
          : [],
    );
    const { environment, rest, dryRun } = readCall(others, usage, 1);
    const [creatorId = ''] = rest;
    const { into, retention, bucket } = values;
    if (typeof into !== 'string') throw new WrongCall(usage);
    if (typeof retention !== 'string' || !isRetentionClass(retention)) {
      throw new WrongCall(`--retention takes ${Object.keys(RETENTION).join(', ')}`);
    }
    if (dryRun)
      return say(
        `would write all rows of ${creatorId} in ${environment} to ${into} and keep them ${RETENTION[retention]} days`,
      );
    const services = JSON.parse(readFileSync(join(root, 'infra/terraform/services.json'), 'utf8')) as {
      schema: string;
    }[];
    const manifest = await exportCreator({
      schemas: services.map(({ schema }) => schema),
      addressOf: async (login) => await databaseAddress(region, login),
      creatorId,
      retention,
      at: new Date(),
      into,
    });
    for (const { name, tables } of manifest.files)
      say(`${name}: ${tables.reduce((n, table) => n + table.rows, 0)} rows`);
    if (typeof bucket === 'string') await upload(bucket, into, manifest);
  },
  (line) => void process.stderr.write(`${line}\n`),
);
