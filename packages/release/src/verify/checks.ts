// What must be so after a release (S4-45, S4-46, S4-53 … S4-62), each as one line: it is so, it is not, or it could not be
// looked at from here, with the reason.
export type CheckResult = {
  readonly name: string;
  readonly state: 'ok' | 'failed' | 'skipped';
  readonly says: string;
};

export type Check = { readonly name: string; run(): Promise<CheckResult | readonly CheckResult[]> };

export const ok = (name: string, says: string): CheckResult => ({ name, state: 'ok', says });
export const failed = (name: string, says: string): CheckResult => ({ name, state: 'failed', says });
export const skipped = (name: string, says: string): CheckResult => ({ name, state: 'skipped', says });

/** Runs one after the other; what throws has failed. */
export const runChecks = async (checks: readonly Check[], print: (line: string) => void): Promise<CheckResult[]> => {
  const results: CheckResult[] = [];
  for (const check of checks) {
    let made: readonly CheckResult[];
    try {
      const result = await check.run();
      made = 'state' in result ? [result] : result;
      if (made.length === 0) made = [failed(check.name, 'looked at nothing')];
    } catch (error) {
      made = [failed(check.name, error instanceof Error ? error.message : String(error))];
    }
    for (const { name, state, says } of made) print(`${state === 'ok' ? 'ok     ' : state.padEnd(7)} ${name}: ${says}`);
    results.push(...made);
  }
  return results;
};

/** Counts of the three, and the exit code: 1 when one has failed, or when nothing was looked at. */
export const summary = (results: readonly CheckResult[]): { line: string; code: number } => {
  const count = (state: CheckResult['state']): number => results.filter((one) => one.state === state).length;
  const figures = { checks: results.length, ok: count('ok'), failed: count('failed'), skipped: count('skipped') };
  return { line: JSON.stringify(figures), code: figures.failed > 0 || figures.ok === 0 ? 1 : 0 };
};
