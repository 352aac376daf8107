import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readServices } from '../registry.ts';
import type { Check, CheckResult } from './check.ts';

const LIST = 'docs/compliance/data-classes.json';

type Classes = { classes: Record<string, string>; tables: Record<string, Record<string, string[]>> };

/** Columns that can hold words: texts and JSON. Numbers, moments and ids say nothing by themselves. */
const HOLDS_WORDS = /\b(string|Json|unknown|Buffer)\b/;
/** What a column of this name must not be called harmless for. */
const PERSONAL_NAME = /phone|email|holder|legalName|address|birth|tin(Sealed|Hint)?$/i;
const HARMLESS = ['published', 'creator', 'system'];

/** `payments.orders.buyerHint` for every column of words in a service's generated row types. */
const columnsIn = (text: string): string[] => {
  const found: string[] = [];
  let table = '';
  for (const line of text.split('\n')) {
    table = /^ {2}'([\w.]+)': \{/.exec(line)?.[1] ?? table;
    const [, column = '', type = ''] = /^ {4}(\w+): (.*);$/.exec(line) ?? [];
    if (column !== '' && HOLDS_WORDS.test(type) && !/(^id|Id)$/.test(column)) found.push(`${table}.${column}`);
  }
  return found;
};

/** What is wrong with one column's class, in words. */
const wrongClass = (column: string, name: string, classes: Classes['classes']): string | undefined => {
  if (classes[name] === undefined) return `${column} is called ${name}, which is no class`;
  if ((name === 'sealed') !== column.endsWith('Sealed')) return `${column} and "sealed" do not belong together`;
  if (PERSONAL_NAME.test(column.split('.').at(-1) ?? '') && HARMLESS.includes(name))
    return `${column} is called ${name}, but its name says that it is about a person`;
  return undefined;
};

/**
 * Every column that can hold words has a class of data, so that nobody adds a person's name without saying so.
 *
 * @param root the clone's folder
 */
export const checkDataClasses = (root: string): CheckResult => {
  const { classes, tables }: Classes = JSON.parse(readFileSync(join(root, LIST), 'utf8'));
  const findings: string[] = [];
  const declared = new Map<string, string>();
  for (const [table, byClass] of Object.entries(tables))
    for (const [name, columns] of Object.entries(byClass))
      for (const column of columns) {
        if (declared.has(`${table}.${column}`)) findings.push(`${table}.${column} has two classes in ${LIST}`);
        declared.set(`${table}.${column}`, name);
      }
  const real = readServices(root)
    .map(({ folder }) => join(folder, 'src/db.gen.ts'))
    .filter((file) => existsSync(file))
    .flatMap((file) => columnsIn(readFileSync(file, 'utf8')));
  for (const column of real) {
    const name = declared.get(column);
    const wrong = name === undefined ? `${column} has no class in ${LIST}` : wrongClass(column, name, classes);
    if (wrong !== undefined) findings.push(wrong);
  }
  const there = new Set(real);
  for (const column of declared.keys()) if (!there.has(column)) findings.push(`${column} stands in ${LIST} only`);
  return { seen: real.length, of: 'columns', findings };
};

export const dataClassesCheck: Check = { name: 'data classes', run: async (root) => checkDataClasses(root) };
