// Cuts a migration into statements, with what is said in texts and comments taken out: rules then look at words of SQL only.

export type Statement = {
  /** Lower case, one space between words, texts as '' and bodies of functions as $$. */
  readonly text: string;
  /** Line of its first word, from 1. */
  readonly line: number;
  /** Comments that stand before it and behind the statement before, without their dashes. */
  readonly comments: readonly string[];
};

const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|;|\s+|[^\s;'"$/-]+|[\s\S]/g;

/** The statements of a file. `begin atomic … end` stays one statement, although semicolons stand in it. */
export function statementsOf(sql: string): Statement[] {
  const found: Statement[] = [];
  let text = '';
  let line = 1;
  let begun = 1;
  let comments: string[] = [];
  const close = (): void => {
    const clean = text.replaceAll(/\s+/g, ' ').trim().toLowerCase();
    if (clean !== '') {
      found.push({ text: clean, line: begun, comments });
      comments = [];
    }
    text = '';
  };
  for (const [token] of sql.matchAll(TOKEN)) {
    if (token.startsWith('--')) comments.push(token.slice(2).trim());
    else if (token === ';' && !insideAtomic(text)) close();
    else {
      if (text.trim() === '' && token.trim() !== '') begun = line;
      text += cleaned(token);
    }
    line += token.split('\n').length - 1;
  }
  close();
  return found;
}

function cleaned(token: string): string {
  if (token.startsWith('/*')) return ' ';
  if (token.startsWith("'")) return "''";
  if (/^\$\w*\$/.test(token) && token.length > 1) return '$$';
  return token;
}

const insideAtomic = (text: string): boolean => {
  const words = text.toLowerCase();
  const opened = words.lastIndexOf('begin atomic');
  return opened >= 0 && !/\bend\s*$/.test(words.slice(opened).replaceAll(/\bcase\b[\s\S]*?\bend\b/g, ' '));
};
