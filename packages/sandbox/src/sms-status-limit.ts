/** The status call's limit: one question in two seconds, thirty in a minute; beyond that two minutes of silence. */
export function openStatusLimit() {
  const asked: number[] = [];
  let blockedUntil = 0;
  return {
    /** @param at now, milliseconds; a question that is answered counts */
    mayAsk(at: number): boolean {
      if (at < blockedUntil) return false;
      const last = asked.at(-1);
      while (asked.length > 0 && at - (asked[0] ?? 0) > 60_000) asked.shift();
      if ((last !== undefined && at - last < 2000) || asked.length >= 30) {
        blockedUntil = at + 120_000;
        return false;
      }
      asked.push(at);
      return true;
    },
    clear(): void {
      asked.length = 0;
      blockedUntil = 0;
    },
  };
}
