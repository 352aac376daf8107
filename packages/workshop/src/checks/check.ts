/** What a check found, and how much it looked at. A check that looked at nothing has failed. */
export type CheckResult = {
  seen: number;
  /** What was counted, in the plural: `imports`, `files`. */
  of: string;
  findings: string[];
};

export type Check = { name: string; run(root: string): Promise<CheckResult> };

/**
 * @param result what a check returned
 * @returns whether it passed: it saw something, and found nothing
 */
export const passed = (result: CheckResult): boolean => result.seen > 0 && result.findings.length === 0;
