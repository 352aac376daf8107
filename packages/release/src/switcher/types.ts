/** What is deployed: the ARN of a task definition on AWS, a name known to the host elsewhere. */
export type Revision = string;

export type Serving = {
  /** Takes production traffic; undefined before the first deployment. */
  readonly blue: Revision | undefined;
  /** Started and neither promoted nor rolled back. */
  readonly green: Revision | undefined;
  /** Percent of production traffic that green takes, 0–100. */
  readonly weight: number;
};

export type SwitchEvent = { readonly at: string; readonly what: string; readonly detail?: string };

/**
 * Moves the traffic of one service from a running revision (blue) to a new one (green). Every call may be made again with
 * the same arguments, by another process too: a runner that was killed is resumed by repeating the step it was in.
 */
export type TrafficSwitcher = {
  current(): Promise<Serving>;
  /** Starts a revision beside the running one and resolves when it could take traffic. Throws when it does not get so far. */
  startGreen(revision: Revision): Promise<void>;
  /** Base URL of the listener that only green answers. */
  testUrl(): string;
  /** @param percent of production traffic for green, 0–100 */
  setWeight(percent: number): Promise<void>;
  /** Makes green the new blue. Throws when what runs afterwards is not what was wanted. */
  promote(): Promise<void>;
  /** Gives all traffic back to blue and takes green away. Harmless when there is no green. */
  rollback(reason: string): Promise<void>;
  /** @param graceMs how long the old revision may take to end its requests, in milliseconds */
  retireBlue(graceMs: number): Promise<void>;
  /** What this object has done and seen, oldest first. */
  events(): readonly SwitchEvent[];
};

/** A list of events that is also the one handed out. */
export const eventLog = (now: () => Date): { add(what: string, detail?: string): void; all: SwitchEvent[] } => {
  const all: SwitchEvent[] = [];
  return {
    all,
    add: (what, detail) => {
      all.push({ at: now().toISOString(), what, ...(detail === undefined ? {} : { detail }) });
    },
  };
};
