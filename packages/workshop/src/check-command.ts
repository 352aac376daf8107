import { boundariesCheck } from './checks/boundaries.ts';
import { type Check, passed } from './checks/check.ts';
import { dataClassesCheck } from './checks/data-classes.ts';
import { doorsCheck } from './checks/doors.ts';
import { generatedCheck } from './checks/generated.ts';
import { textCheck } from './checks/text-rules.ts';
import { formatCheck, lintCheck, typesCheck } from './checks/tools.ts';
import { root } from './place.ts';
import { say } from './progress.ts';
import { Sentence } from './sentence.ts';
import { none, type Totals } from './totals.ts';

const checks = (databaseUrl: string | undefined): Check[] => [
  formatCheck,
  textCheck,
  boundariesCheck,
  doorsCheck,
  dataClassesCheck,
  lintCheck,
  typesCheck,
  generatedCheck(databaseUrl),
];
const SHOWN = 60;

/**
 * Runs the checks one after another, each with a line that says how much it saw.
 *
 * @param name only this check; all when left out
 * @param databaseUrl superuser's address of a server on which row types can be read; without it they are not looked at
 */
export const runChecks = async (name: string | undefined, databaseUrl: string | undefined): Promise<Totals> => {
  const all = checks(databaseUrl);
  const chosen = name === undefined ? all : all.filter((check) => check.name.startsWith(name));
  if (chosen.length === 0)
    throw new Sentence(`There is no check ${name}; there are: ${all.map((check) => check.name).join(', ')}.`);
  const totals = none();
  for (const check of chosen) {
    const began = Date.now();
    const result = await check.run(root).catch((error: unknown) => ({
      seen: 0,
      of: 'things',
      findings: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    }));
    const good = passed(result);
    if (good) totals.passed += 1;
    else totals.failed += 1;
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    say(
      `${good ? '✓' : '✗'} ${check.name}: ${result.seen} ${result.of}, ${result.findings.length} findings, ${seconds} s`,
    );
    if (!good && result.findings.length === 0) say('    it saw nothing, and a check that looks at nothing fails');
    for (const finding of result.findings.slice(0, SHOWN)) say(`    ${finding}`);
    if (result.findings.length > SHOWN) say(`    and ${result.findings.length - SHOWN} more`);
  }
  return totals;
};
