// Terraform with the offline provider, in a folder of its own: nothing is left behind in infra/, nothing is called.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Ran = { code: number; output: string; errors: string };
export type TerraformOptions = {
  /** Further environment, for example credentials of a stand-in. */
  env?: Readonly<Record<string, string>>;
  /** Keep the backends of S3 as they are written: a server stands in for it. Otherwise state is a local file. */
  keepBackend?: boolean;
};
export type OfflineTerraform = {
  /** The copy of the tree; roots are named from here, for example `terraform/envs/staging`. */
  folder: string;
  /** Runs terraform in a folder of the copy and answers whatever its exit code is. */
  run(root: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
  /** As run; throws an Error with what terraform printed when the exit code is not 0. */
  must(root: string, args: readonly string[]): Promise<Ran>;
  /** Removes the folder. */
  close(): void;
};

const PROVIDER = fileURLToPath(new URL('../../terraform-offline/provider.ts', import.meta.url));
const VERSION = '6.66.0';
/** Terraform's mirrors are folders named after the public provider host; nothing here calls it. */
const PROVIDER_HOST = ['registry', 'terraform', 'io'].join('.');
/** An S3 backend needs an account: a local one in its place, by Terraform's own means, an override file. */
const LOCAL_BACKEND = 'terraform {\n  backend "local" {}\n}\n';

/** The version of `terraform` on a PATH, or undefined when there is none. */
export const terraformVersion = (path = process.env.PATH ?? ''): string | undefined => {
  const { stdout } = spawnSync('terraform', ['version', '-json'], {
    env: { PATH: path, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' },
    encoding: 'utf8',
  });
  const version: unknown = /"terraform_version":\s*"([^"]+)"/.exec(stdout ?? '')?.[1];
  return typeof version === 'string' ? version : undefined;
};

const architecture = (): string => `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;

/** A filesystem mirror whose "provider binary" is a script that starts ours. */
const writeMirror = (folder: string): string => {
  const place = join(folder, 'mirror', PROVIDER_HOST, 'hashicorp/aws', VERSION, architecture());
  mkdirSync(place, { recursive: true });
  writeFileSync(
    join(place, `terraform-provider-aws_v${VERSION}_x5`),
    `#!/bin/sh\nexec "${process.execPath}" --disable-warning=ExperimentalWarning "${PROVIDER}"\n`,
    { mode: 0o755 },
  );
  const config = join(folder, 'terraform.tfrc');
  writeFileSync(
    config,
    `provider_installation {\n  filesystem_mirror {\n    path = "${join(folder, 'mirror')}"\n    include = ["*/*/*"]\n  }\n}\n`,
  );
  return config;
};

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** The types a tree names: the provider serves only these, which halves the time of each command. */
const typesUsed = (folder: string): string =>
  [
    ...new Set(
      filesBelow(folder)
        .filter((file) => /\.(tf|hcl)$/.test(file))
        .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\baws_[a-z0-9_]+/g)].map(([type]) => type)),
    ),
  ]
    .sort()
    .join(',');

/**
 * Copies a tree of Terraform files to a temporary folder and makes Terraform work there without a network.
 *
 * Served are the types that the tree names at this moment; a file written into the copy later names no further one.
 *
 * @param source a folder of Terraform files and of the templates that they read: `infra`
 * @throws Error when the tree cannot be copied
 */
export const openOfflineTerraform = (source: string, options: TerraformOptions = {}): OfflineTerraform => {
  const base = mkdtempSync(join(tmpdir(), 'windsurf-terraform-'));
  const folder = join(base, 'tree');
  cpSync(source, folder, {
    recursive: true,
    filter: (path) => !/^(\.terraform.*|.*\.tfstate.*)$/.test(basename(path)),
  });
  for (const file of options.keepBackend === true ? [] : filesBelow(folder))
    if (/\bbackend\s+"s3"/.test(readFileSync(file, 'utf8')))
      writeFileSync(join(file, '..', 'offline_override.tf'), LOCAL_BACKEND);
  const config = writeMirror(base);
  const shared = {
    PATH: process.env.PATH ?? '',
    HOME: base,
    TMPDIR: base,
    TF_CLI_CONFIG_FILE: config,
    // The provider speaks plain gRPC on loopback; Terraform would ask for certificates.
    TF_DISABLE_PLUGIN_TLS: '1',
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
    // Terraform spends a fifth of a plan collecting memory that it could keep.
    GOGC: '400',
    TF_INPUT: '0',
    ...options.env,
  };
  const used = typesUsed(folder);
  const run: OfflineTerraform['run'] = (root, args, env = {}) => {
    const child = spawn('terraform', args, {
      cwd: join(folder, root),
      env: {
        ...shared,
        TF_OFFLINE_TYPES: used,
        TF_DATA_DIR: join(base, 'data', root.replaceAll('/', '-')),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (data: Buffer) => (output += String(data)));
    child.stderr.on('data', (data: Buffer) => (errors += String(data)));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code: code ?? 1, output, errors }));
    });
  };
  const must: OfflineTerraform['must'] = async (root, args) => {
    const ran = await run(root, args);
    if (ran.code !== 0) throw new Error(`terraform ${args.join(' ')} in ${root}:\n${ran.errors}${ran.output}`);
    return ran;
  };
  return { folder, run, must, close: () => rmSync(base, { recursive: true, force: true }) };
};
