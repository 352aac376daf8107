// A step of the image job: node packages/release/src/images/facts-command.ts auth. Writes what the build is told to
// GITHUB_OUTPUT: dockerfile, schema-level, tag (by content), node-image and nginx-image (as the file has them).
import { appendFileSync, readFileSync } from 'node:fs';
import { sourceTag } from '../ci/source-hash.ts';
import { dockerfileOf, schemaLevelOf } from './image-facts.ts';

const root = process.cwd();
const [service = ''] = process.argv.slice(2);
const dockerfile = dockerfileOf(root, service);
const text = readFileSync(dockerfile, 'utf8');
const base = (name: string): string => new RegExp(`^ARG ${name}=(\\S+)$`, 'm').exec(text)?.[1] ?? '';
const facts = {
  dockerfile,
  'schema-level': String(schemaLevelOf(root, service)),
  tag: sourceTag(root, service, 'HEAD'),
  'node-image': base('NODE_IMAGE'),
  'nginx-image': base('NGINX_IMAGE'),
};
const lines = Object.entries(facts).map(([name, value]) => `${name}=${value}\n`);
process.stdout.write(lines.join(''));
if (process.env.GITHUB_OUTPUT !== undefined) appendFileSync(process.env.GITHUB_OUTPUT, lines.join(''));
