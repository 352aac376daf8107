export type Totals = { passed: number; failed: number; skipped: number };

export const none = (): Totals => ({ passed: 0, failed: 0, skipped: 0 });

export const add = (a: Totals, b: Totals): Totals => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** The last line of every test run, which build servers read. */
export const summary = ({ passed, failed, skipped }: Totals): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
