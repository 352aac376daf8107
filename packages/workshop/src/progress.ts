const startedAt = Number(process.env.GO_STARTED_AT ?? Date.now());

/** Seconds since the command was typed, as text of a fixed width. */
export const elapsed = (): string => `${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s`;

/** One line of progress with the seconds since the command was typed. */
export const say = (line: string): void => {
  process.stdout.write(`${elapsed()}  ${line}\n`);
};

/**
 * Says the same line again every few seconds while a long step is silent.
 *
 * @param line what is going on
 * @param work the step
 * @returns what the step returned
 */
export const withLifeSigns = async <T>(line: string, work: () => Promise<T>): Promise<T> => {
  const timer = setInterval(() => say(`${line} …`), 5_000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};
