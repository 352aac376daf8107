// docs/problems/README.md: what a `type` in an answer means, for whoever reads one.
import type { ProblemType } from './problem.ts';

type Told = Pick<ProblemType, 'type' | 'status' | 'says'>;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The document as Markdown, sorted by type, whatever the order of the problems. */
export function problemDocument(problems: Iterable<Told>): string {
  const rows = [...problems]
    .toSorted((a, b) => (a.type < b.type ? -1 : 1))
    .map(({ type, status, says }) => `| \`${type}\` | ${status} | ${cell(says.en)} |`);
  return `# Problems

Every answer that is not a success is \`application/problem+json\` (RFC 9457): \`type\` is \`/problems/\` and one of these,
\`detail\` is the sentence in the reader's language, \`fields\` names what is wrong in the body, \`requestId\` is the number
to tell us. A type means one thing for ever. Generated from packages/contracts by \`npm run db -- generate\`.

| type | status | sentence |
| --- | --- | --- |
${rows.join('\n')}
`;
}
