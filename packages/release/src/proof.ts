/** What one proof of `npm run prove:ops` says at its end. */
export type Proof = {
  /** Number of the proof in its table, and what it proves: `6 blue-green: no request fails`. */
  readonly name: string;
  readonly ok: boolean;
  /** Why it could not run on this machine: the tool that is missing and how it is installed. */
  readonly skipped?: string;
  readonly figures: Readonly<Record<string, unknown>>;
};

/** Prints progress for people, one line at a time. */
export type Say = (line: string) => void;
