// What a phase may do (house.md, section 5): old code runs on every expanded schema, so nothing that it reads, writes or
// calls may go, change its name or its type, or begin to be demanded. Taking away is a contract file's, a release later.
import { statementsOf } from './sql-statements.ts';
import type { Statement } from './sql-statements.ts';

export type Phase = 'expand' | 'backfill' | 'contract';
export type Finding = { readonly rule: string; readonly line: number; readonly says: string };

type Rule = {
  readonly name: string;
  readonly finds: RegExp;
  readonly says: string;
  /** When the rest of the file makes it harmless. */
  readonly unless?: (match: RegExpExecArray, file: readonly Statement[]) => boolean;
};

const made = (kind: string, name: string, file: readonly Statement[]): boolean =>
  file.some(({ text }) => new RegExp(`^create (or replace )?${kind} (if not exists )?${escape(name)}\\b`).test(text));
const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
const NAME = String.raw`([\w."]+)`;

/** Old code must be able to go on: these stop it. */
const EXPAND: readonly Rule[] = [
  {
    name: 'drop',
    finds: new RegExp(
      `^drop (table|view|materialized view|schema|type|domain|sequence|trigger|rule|role) (?:if exists )?${NAME}`,
    ),
    says: 'old code still uses what is dropped; a contract file of a later release drops it',
  },
  {
    name: 'drop-function',
    finds: new RegExp(`^drop (?:function|procedure) (?:if exists )?${NAME}`),
    says: 'old code still calls it; drop it in a contract file, or make it anew in this one',
    // A door is replaced by drop and create, see app.door.
    unless: ([, name = ''], file) => made('(?:function|procedure)', name, file),
  },
  {
    name: 'drop-column',
    finds:
      /^alter table .*\bdrop (?:column )?(?!constraint\b|default\b|not null\b|identity\b|expression\b)(?:if exists )?[\w"]+/,
    says: 'old code still names the column; a contract file of a later release drops it',
    unless: ([statement = '']) =>
      !/\bdrop (column )?(if exists )?(?!constraint|default|not null|identity|expression)[\w"]+/.test(
        statement.replaceAll(/alter (column )?[\w"]+ drop (default|not null|identity|expression)/g, ''),
      ),
  },
  {
    name: 'drop-constraint',
    finds: /^alter table .*\bdrop constraint\b/,
    says: 'old code may name it in ON CONFLICT, and what it kept out would come in',
  },
  {
    name: 'drop-default',
    finds: /^alter table .*\balter (?:column )?[\w"]+ drop default\b/,
    says: 'old code leaves the column out of its inserts',
  },
  {
    name: 'drop-policy',
    finds: /^(?:drop|alter) policy\b/,
    says: 'policies are written by app.protect; changing one changes what old code sees',
  },
  { name: 'revoke', finds: /^revoke\b/, says: 'old code still uses what is revoked' },
  {
    name: 'rename',
    finds: /^alter (?:table|view|function|procedure|type|schema|index|sequence|materialized view) .*\brename\b/,
    says: 'old code knows the old name; add the new one beside it',
  },
  {
    name: 'set-schema',
    finds: /^alter .*\bset schema\b/,
    says: 'old code looks in the old schema',
  },
  {
    name: 'change-type',
    finds: /^alter table .*\balter (?:column )?[\w"]+ (?:set data )?type\b/,
    says: 'old code reads and writes the old type; add a column of the new one beside it',
  },
  {
    name: 'set-not-null',
    finds: /^alter table .*\balter (?:column )?([\w"]+) set not null\b/,
    says: 'old code leaves the column empty; give it a default in the same file',
    unless: ([, column = ''], file) =>
      file.some(({ text }) => new RegExp(`alter (column )?${escape(column)} set default\\b`).test(text)) ||
      file.some(({ text }) =>
        new RegExp(`add (column )?(if not exists )?${escape(column)} [^,]*\\bdefault\\b`).test(text),
      ),
  },
  {
    name: 'add-required',
    finds:
      /^alter table .*\badd (?:column )?(?:if not exists )?(?!constraint\b|primary\b|unique\b|check\b|foreign\b|exclude\b)[\w"]+ [^,]*\bnot null\b/,
    says: 'old code leaves the new column out; give it a default',
    unless: ([statement = '']) =>
      statement
        .split(/,(?![^(]*\))/)
        .filter((part) => /\badd\b/.test(part) && /\bnot null\b/.test(part))
        .every((part) => /\bdefault\b|\bgenerated\b/.test(part)),
  },
  {
    name: 'truncate',
    finds: /^(?:truncate|delete from)\b/,
    says: 'rows that old code reads are taken away',
  },
  {
    name: 'unsubscribe',
    finds: /\bmessages\.unsubscribe\b/,
    says: 'old workers still wait for the event',
  },
  { name: 'code-level', finds: /\bapp\.code_level\b/, says: 'only a contract file raises the code level' },
];

/** A contract file needs these words; the level is looked at with the folder's files. */
const LEVEL = /call app\.code_level\(\s*'(\w+)'\s*,\s*(\d+)\s*\)/;

export type MigrationText = {
  readonly schema: string;
  /** `0014-no-note.sql` */
  readonly name: string;
  readonly text: string;
  /** How many files come before it. */
  readonly before: number;
};

/** The phase that a file declares; undefined when it declares none. */
export const phaseOf = (text: string): Phase | undefined =>
  /^-- phase: (expand|backfill|contract)\s*$/.exec(text.split('\n', 1)[0] ?? '')?.[1] as Phase | undefined;

/**
 * What a file does that its phase does not allow. A statement is excepted by a comment right before it,
 * `-- allow <rule>: <why old code does not mind>`, with ten letters of reason or more.
 */
export function phaseFindings(file: MigrationText): Finding[] {
  const phase = phaseOf(file.text);
  if (phase === undefined)
    return [{ rule: 'phase', line: 1, says: 'the first line must be "-- phase: expand", backfill or contract' }];
  return phase === 'contract' ? contractFindings(file) : expandFindings(statementsOf(file.text));
}

function expandFindings(file: readonly Statement[]): Finding[] {
  const findings: Finding[] = [];
  for (const statement of file) {
    const fresh = /^(?:alter table|create trigger)\b/.test(statement.text) && ofNewTable(statement, file);
    for (const rule of EXPAND) {
      const match = rule.finds.exec(statement.text);
      if (!match || fresh || rule.unless?.([statement.text, ...match.slice(1)] as unknown as RegExpExecArray, file))
        continue;
      if (!isAllowed(statement, rule.name)) findings.push({ rule: rule.name, line: statement.line, says: rule.says });
    }
  }
  return findings;
}

/** Nobody's old code knows a table that the same file makes. */
const ofNewTable = ({ text }: Statement, file: readonly Statement[]): boolean => {
  const name = new RegExp(`^alter table (?:if exists )?(?:only )?${NAME}`).exec(text)?.[1];
  return name !== undefined && made('table', name, file);
};

const isAllowed = ({ comments }: Statement, rule: string): boolean =>
  comments.some((comment) => new RegExp(`^allow ${rule}: .{10,}`).test(comment));

function contractFindings({ schema, text, before }: MigrationText): Finding[] {
  const [, named, level] = LEVEL.exec(text) ?? [];
  if (named === undefined || level === undefined) {
    return [
      { rule: 'level', line: 1, says: `says which builds still fit: call app.code_level('${schema}', <their files>)` },
    ];
  }
  if (named !== schema) return [{ rule: 'level', line: 1, says: `speaks of ${named}, and not of ${schema}` }];
  if (Number(level) > before) {
    const says = `level ${level} leaves out the build before this one (${before} files), to which a roll-back goes`;
    return [{ rule: 'level', line: 1, says }];
  }
  return [];
}

/** Columns (`orders.note`), tables and functions that a contract file takes away, as SQL names them. */
export function takenAway(text: string): { readonly owner: string; readonly name: string }[] {
  return statementsOf(text).flatMap(({ text: statement }) => {
    const table = new RegExp(`^alter table (?:if exists )?(?:only )?${NAME}`).exec(statement)?.[1];
    if (table !== undefined) {
      const columns = statement.matchAll(/\bdrop column (?:if exists )?([\w"]+)/g);
      return [...columns].map(([, name = '']) => ({ owner: table, name }));
    }
    const whole = new RegExp(`^drop (?:table|view|function|procedure) (?:if exists )?${NAME}`).exec(statement)?.[1];
    const [owner = '', name] = (whole ?? '').split('.');
    return name === undefined ? [] : [{ owner, name }];
  });
}
