// A base image where no registry answers: the few programs that the Dockerfiles call, copied from this machine with the
// libraries they name. The Dockerfiles stay as they are; only their ARG for the base is given another value.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { which } from '@windsurf/testbed/unpacked';

const PROGRAMS = ['sh', 'env', 'find', 'rm', 'wget'];
const NETWORK_SETTING = /^(registry|cafile|proxy|https-proxy|noproxy|strict-ssl)\s*=/;
const COMMANDS_FOLDER = 'usr/local/bin';

export type TestBaseOptions = {
  /** Root file system to make. */
  readonly folder: string;
  /** The node that the tests run on. */
  readonly node: string;
  /** An nginx, on PATH or unpacked. */
  readonly nginx: string;
  /** File with the certificates that this machine trusts; needed where a proxy stands before the registry. */
  readonly certificates: string | undefined;
};

/** Makes the root file system. Throws an Error naming a program that is missing. */
export function makeTestBase({ folder, node, nginx, certificates }: TestBaseOptions): void {
  for (const one of [COMMANDS_FOLDER, 'usr/local/lib/node_modules', 'etc/ssl/certs', 'root', 'tmp', 'var/tmp', 'run'])
    mkdirSync(join(folder, one), { recursive: true });
  for (const link of ['bin', 'sbin', 'usr/bin', 'usr/sbin'])
    symlinkSync(link.startsWith('usr') ? 'local/bin' : 'usr/local/bin', join(folder, link));
  for (const program of PROGRAMS) {
    const file = which(program);
    if (file === undefined) throw new Error(`${program} is not on PATH`);
    copyProgram(folder, file, program);
  }
  copyProgram(folder, node, 'node');
  copyProgram(folder, nginx, 'nginx');
  copyNpm(folder);
  copyRestOfC(folder);
  writeFileSync(join(folder, 'etc/passwd'), 'root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n');
  writeFileSync(join(folder, 'etc/group'), 'root:x:0:\nnode:x:1000:\n');
  mkdirSync(join(folder, 'etc/nginx/conf.d'), { recursive: true });
  mkdirSync(join(folder, 'usr/share/nginx/html'), { recursive: true });
  writeFileSync(join(folder, 'etc/nginx/nginx.conf'), NGINX);
  for (const one of ['tmp', 'var/tmp']) chmodSync(join(folder, one), 0o1777);
  if (certificates !== undefined)
    cpSync(certificates, join(folder, 'etc/ssl/certs/ca-certificates.crt'), { dereference: true });
  const settings = join(homedir(), '.npmrc');
  if (!existsSync(settings)) return;
  // How the registry is reached, and never who asks.
  const lines = readFileSync(settings, 'utf8').split('\n');
  writeFileSync(join(folder, 'root/.npmrc'), lines.filter((line) => NETWORK_SETTING.test(line)).join('\n'));
}

/** What nginxinc/nginx-unprivileged has around conf.d: everything that is written lies in /tmp. */
const NGINX = `worker_processes 1;
error_log stderr;
pid /tmp/nginx.pid;
events { worker_connections 256; }
http {
  types { text/html html; text/css css; application/javascript js mjs; image/svg+xml svg; application/json json; font/woff2 woff2; }
  access_log off;
  client_body_temp_path /tmp/client_temp;
  proxy_temp_path /tmp/proxy_temp;
  fastcgi_temp_path /tmp/fastcgi_temp;
  uwsgi_temp_path /tmp/uwsgi_temp;
  scgi_temp_path /tmp/scgi_temp;
  include /etc/nginx/conf.d/*.conf;
}
`;

function copyProgram(folder: string, file: string, name: string): void {
  cpSync(realpathSync(file), join(folder, COMMANDS_FOLDER, name), { dereference: true });
  chmodSync(join(folder, COMMANDS_FOLDER, name), 0o755);
  const named = execFileSync('ldd', [realpathSync(file)], { encoding: 'utf8' });
  for (const [library] of named.matchAll(/\/[^\s()]+/g)) {
    const target = join(folder, library);
    if (existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    cpSync(realpathSync(library), target);
  }
}

/** Parts of the C library that programs from packages (pnpm is one) still name, although none of ours does. */
const REST_OF_C = [
  'librt.so.1',
  'libpthread.so.0',
  'libdl.so.2',
  'libm.so.6',
  'libgcc_s.so.1',
  'libresolv.so.2',
  'libnss_dns.so.2',
  'libnss_files.so.2',
];

function copyRestOfC(folder: string): void {
  const known = execFileSync('ldd', [realpathSync('/bin/sh')], { encoding: 'utf8' });
  const home = dirname(/\/\S*libc\.so\.6/.exec(known)?.[0] ?? '/lib/libc.so.6');
  for (const name of REST_OF_C) {
    const library = join(home, name);
    const target = join(folder, library);
    if (existsSync(target) || !existsSync(library)) continue;
    mkdirSync(dirname(target), { recursive: true });
    cpSync(realpathSync(library), target);
  }
}

/** npm, from which npx comes, as node's own images have it. */
function copyNpm(folder: string): void {
  const npm = which('npm');
  if (npm === undefined) throw new Error('npm is not on PATH');
  const home = dirname(dirname(realpathSync(npm)));
  if (basename(home) !== 'npm') throw new Error(`npm lies in ${home}, not in a folder of its own`);
  cpSync(home, join(folder, 'usr/local/lib/node_modules/npm'), { recursive: true, dereference: true });
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(folder, COMMANDS_FOLDER, name));
}
