import { spawn } from 'node:child_process';
import { readTap, type TapReport } from './tap-stream.ts';
import { root } from './place.ts';
import { say } from './progress.ts';
import { add, none, type Totals } from './totals.ts';

export type FileRun = { file: string; report: TapReport; seconds: number };

const HARD_LIMIT_MS = 300_000;

/**
 * Runs one TAP file as its own process and reads what it prints.
 *
 * @param file relative to the clone
 * @param env environment of the file's process
 */
export const runFile = async (file: string, env: NodeJS.ProcessEnv): Promise<FileRun> => {
  const began = Date.now();
  let output = '';
  let errors = '';
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lastResort = () => child.kill('SIGKILL');
  process.on('exit', lastResort);
  child.stdout.on('data', (data: Buffer) => (output += String(data)));
  child.stderr.on('data', (data: Buffer) => (errors = (errors + String(data)).slice(-8000)));
  const limit = setTimeout(() => child.kill('SIGKILL'), HARD_LIMIT_MS);
  const end = await new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(String(error)));
    child.on('close', (code, signal) => resolve(code === 0 ? '' : (signal ?? `exit code ${code}`)));
  });
  clearTimeout(limit);
  process.removeListener('exit', lastResort);
  const report = readTap(output);
  const { passed, failed, skipped } = report.totals;
  // An exit without a failed point is a crash; a file without any point has looked at nothing.
  if (end !== '' && failed === 0) fail(report, `${file}: ${end}\n${errors.trim()}`);
  else if (passed + failed + skipped === 0) fail(report, `${file}: no assertion ran\n${errors.trim()}`);
  return { file, report, seconds: (Date.now() - began) / 1000 };
};

const fail = (report: TapReport, why: string): void => {
  report.totals.failed += 1;
  report.failures.push(why);
};

/**
 * Runs files with a number of processes at once; prints a line for each and the failures in full.
 *
 * @param files relative to the clone
 * @param env environment of every file
 * @param jobs processes at once
 * @param failed where a line is added for each failure, to be said again at the end
 */
export const runFiles = async (
  files: string[],
  env: NodeJS.ProcessEnv,
  jobs: number,
  failed: string[],
): Promise<Totals> => {
  let totals = none();
  const waiting = [...files];
  const worker = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const { report, seconds } = await runFile(file, env);
      totals = add(totals, report.totals);
      const { passed, skipped } = report.totals;
      const bad = report.totals.failed;
      const counts = [`${passed} passed`, bad > 0 && `${bad} FAILED`, skipped > 0 && `${skipped} skipped`];
      say(`${bad > 0 ? '✗' : '✓'} ${file}  ${counts.filter(Boolean).join(', ')}, ${seconds.toFixed(1)} s`);
      for (const failure of report.failures) failed.push(`${file} › ${failure.split('\n', 1)[0]}`);
      for (const failure of report.failures) say(`    ${failure.replaceAll('\n', '\n            ')}`);
      for (const skip of report.skips) say(`    skipped: ${skip}`);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return totals;
};
