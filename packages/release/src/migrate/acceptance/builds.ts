// Builds of the product side by side: this clone is the old one; a newer one is a copy of it with one more migration per
// service, and the newest one takes away again what nobody reads any more.
import { cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WallWords } from '@windsurf/db/wall';
import { root } from './ground.ts';
import type { ServiceEntry } from './ground.ts';

export type Build = { readonly name: 'old' | 'new' | 'newest'; readonly folder: string };

export const oldBuild: Build = { name: 'old', folder: root };

/** What a query of a build names: a table as in db.gen.ts, and its columns in camelCase. */
export type RowType = { readonly table: string; readonly columns: readonly string[] };

/** The tables and columns that a build's code knows, from its generated row types. */
export function rowTypesOf(build: Build, service: Pick<ServiceEntry, 'name'>): RowType[] {
  const text = readFileSync(join(build.folder, 'services', service.name, 'src/db.gen.ts'), 'utf8');
  const found = [...text.matchAll(/^ {2}'([a-z_]+\.\w+)': \{\n([\s\S]*?)^ {2}\};/gm)].map(
    ([, table = '', body = '']) => ({
      table,
      columns: [...body.matchAll(/^ {4}(\w+): /gm)].map((match) => match[1] ?? ''),
    }),
  );
  if (found.length === 0 || found.some((row) => row.columns.length === 0)) {
    throw new Error(`no row types were found in services/${service.name}/src/db.gen.ts`);
  }
  return found;
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The table to which the new build adds columns: one of creators' rows, where the service has such. */
function tableOf(service: ServiceEntry): string {
  const named = rowTypesOf(oldBuild, service).filter((row) => !/\d|handledMessages/.test(row.table));
  const table = named.find((row) => row.columns.includes('creatorId')) ?? named[0];
  if (table === undefined) throw new Error(`${service.name} has no table`);
  return snake(table.table);
}

const doorOf = (schema: string): string => `${schema}_doors.matrix_notes_count()`;

const expand = ({ schema }: ServiceEntry, table: string): string => `-- phase: expand
alter table ${table} add column matrix_note text;
alter table ${table} add column matrix_kind text not null default 'plain';
create table ${schema}.matrix_notes (creator_id uuid, id uuid, note text, primary key (creator_id, id));
call app.protect('${schema}.matrix_notes');
create table ${schema}.matrix_caps (id uuid primary key, left_over int not null);
call app.protect_platform('${schema}.matrix_caps');
create function ${doorOf(schema)} returns bigint stable
begin atomic select count(*) from ${schema}.matrix_notes; end;
call app.door('${doorOf(schema)}', 'svc');
`;

const contract = ({ schema }: ServiceEntry, table: string, level: number): string => `-- phase: contract
drop function ${doorOf(schema)};
alter table ${table} drop column matrix_note;
call app.code_level('${schema}', ${level});
`;

/** Copies the clone into `dir` and adds the newer files: the builds `new` and `newest`. */
export function makeBuilds(dir: string, services: readonly ServiceEntry[]): { next: Build; newest: Build } {
  const next: Build = { name: 'new', folder: join(dir, 'new') };
  const newest: Build = { name: 'newest', folder: join(dir, 'newest') };
  for (const build of [next, newest]) {
    mkdirSync(build.folder);
    symlinkSync(join(root, 'node_modules'), join(build.folder, 'node_modules'));
    const names = ['package.json', ...services.map(({ name }) => `services/${name}`)];
    for (const name of names) copy(name, build);
    for (const name of readdirSync(join(root, 'packages'))) if (name !== 'workshop') copy(`packages/${name}`, build);
    for (const service of services) addFiles(build, service);
  }
  return { next, newest };
}

const copy = (name: string, build: Build): void =>
  cpSync(join(root, name), join(build.folder, name), { recursive: true, verbatimSymlinks: true });

function addFiles(build: Build, service: ServiceEntry): void {
  const home = join(build.folder, 'services', service.name);
  const files = readdirSync(join(home, 'migrations'));
  // A number may have been left out; a build's level is how many files it has.
  const next = Math.max(...files.map((name) => Number(name.slice(0, 4)))) + 1;
  const level = files.length + 1;
  const table = tableOf(service);
  const write = (n: number, name: string, text: string): void =>
    writeFileSync(join(home, 'migrations', `${String(n).padStart(4, '0')}-${name}.sql`), text);
  write(next, 'matrix-expand', expand(service, table));
  if (build.name === 'newest') write(next + 1, 'matrix-contract', contract(service, table, level));
  const wall = join(home, 'wall.json');
  const words = JSON.parse(readFileSync(wall, 'utf8')) as WallWords;
  const caps = {
    rule: 'creator-id-missing',
    object: `${service.schema}.matrix_caps`,
    reason: 'caps are the whole platform’s',
  };
  const doors = build.name === 'newest' ? words.doors : [...words.doors, doorOf(service.schema)];
  writeFileSync(wall, JSON.stringify({ doors, exceptions: [...words.exceptions, caps] }));
}
