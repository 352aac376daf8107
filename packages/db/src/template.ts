// A query of the hot path, built and compiled once: afterwards it costs a list of values. Kysely builds a tree and walks it
// twice for each statement, which on the way of a paid order is as dear as sending it.
import {
  CamelCasePlugin,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { CompiledQuery, QueryCreator } from 'kysely';

/** Writes queries and runs none: it has no database. */
export const queryWriter = <DB>(): Pick<
  QueryCreator<DB>,
  'selectFrom' | 'insertInto' | 'updateTable' | 'deleteFrom' | 'with'
> =>
  new Kysely<DB>({
    dialect: {
      createDriver: () => new DummyDriver(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });

/** Stands in for a value while the query is built, and reaches its parameters as it is. */
class Place {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Compiles `build` at its first use, with places for the values that `names` lists, and fills them in at each use. `build`
 * must use a value only as a whole: what depends on one (a list's length, whether it is there) is another query.
 *
 * @throws Error at the first use when a value did not become a parameter: it would have been built into the text
 */
export function template<V extends object, Row = unknown>(
  names: readonly (keyof V & string)[],
  build: (values: V) => { compile(): CompiledQuery<Row> },
): (values: V) => CompiledQuery<Row> {
  let compiled: CompiledQuery<Row> | undefined;
  return (values) => {
    compiled ??= compileOnce(names, build);
    const given = values as Readonly<Record<string, unknown>>;
    const fill = (place: unknown): unknown => (place instanceof Place ? given[place.name] : place);
    return { ...compiled, parameters: compiled.parameters.map(fill) };
  };
}

function compileOnce<V extends object, Row>(
  names: readonly (keyof V & string)[],
  build: (values: V) => { compile(): CompiledQuery<Row> },
): CompiledQuery<Row> {
  const places = Object.fromEntries(names.map((name) => [name, new Place(name)]));
  const made = build(places as unknown as V).compile();
  for (const name of names) {
    if (!made.parameters.some((value) => value instanceof Place && value.name === name))
      throw new Error(`${name} did not become a parameter of the query`);
  }
  return made;
}

/**
 * The same for rows and changes whose keys differ from use to use: one compiled query for each set of keys. Only for keys
 * that code writes; keys from outside would fill the memory.
 */
export function templateByKeys<V extends object, Row = unknown>(
  build: (values: V) => { compile(): CompiledQuery<Row> },
): (values: V) => CompiledQuery<Row> {
  const known = new Map<string, (values: V) => CompiledQuery<Row>>();
  return (values) => {
    const names = Object.keys(values) as (keyof V & string)[];
    const key = names.join();
    let made = known.get(key);
    if (!made) {
      made = template(names, build);
      known.set(key, made);
    }
    return made(values);
  };
}
