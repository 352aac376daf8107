// Proof 15: shellcheck finds nothing in the operators' scripts, and finds what is planted.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackedServer, which } from '@windsurf/testbed/unpacked';
import type { Proof, Say } from '../../proof.ts';
import { devFolder, root } from '../../migrate/acceptance/ground.ts';

const name = '15 the operators’ scripts';
/** Each has one mistake that has emptied a disk or hidden a failure somewhere. */
const PLANTED: readonly (readonly [code: string, text: string])[] = [
  ['SC2115', 'rm -rf "$folder/"*'],
  ['SC2086', 'cat $file'],
  ['SC2164', 'cd /somewhere'],
  ['SC2155', 'export NOW="$(date)"'],
];

/** Looks at every script below infra/scripts. */
export async function proveShell(say: Say): Promise<Proof> {
  const found = which('shellcheck');
  const tool =
    found === undefined
      ? unpackedServer({
          cache: join(devFolder, 'cache'),
          name: 'shellcheck',
          packages: ['shellcheck'],
          command: 'usr/bin/shellcheck',
          libraries: true,
        })
      : { command: found, env: process.env };
  if (tool === undefined) return { name, ok: true, skipped: 'shellcheck: apt-get install shellcheck', figures: {} };
  const folder = join(root, 'infra/scripts');
  const scripts = readdirSync(folder)
    .filter((file) => file.endsWith('.sh'))
    .map((file) => join(folder, file));
  const check = (files: readonly string[]): string =>
    spawnSync(tool.command, ['-f', 'gcc', '-S', 'info', ...files], { env: tool.env, encoding: 'utf8' }).stdout;
  const findings = check(scripts).split('\n').filter(Boolean);
  for (const line of findings) say(`  ${line}`);
  const dir = mkdtempSync(join(tmpdir(), 'shell-'));
  const seen = PLANTED.filter(([code, text], i) => {
    const file = join(dir, `${i}.sh`);
    writeFileSync(file, `#!/usr/bin/env bash\n${text}\n`);
    return check([file]).includes(code);
  });
  rmSync(dir, { recursive: true });
  say(
    `${scripts.length} scripts, ${findings.length} findings, ${seen.length} of ${PLANTED.length} planted mistakes found`,
  );
  return {
    name,
    ok: scripts.length >= 2 && findings.length === 0 && seen.length === PLANTED.length,
    figures: {
      scripts: scripts.length,
      findings: findings.length,
      planted_defects: PLANTED.length,
      planted_found: seen.length,
    },
  };
}
