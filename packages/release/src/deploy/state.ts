import type { SwitchEvent } from '../switcher/types.ts';

export type Environment = 'local' | 'staging' | 'production';
export const ENVIRONMENTS: readonly Environment[] = ['local', 'staging', 'production'];

/** Ordinary releases go out at any time; maintenance (a contract migration, a restore) has its window (S4-87). */
export type Change = 'ordinary' | 'maintenance' | 'rollback';

/** How one feature domain did on the test listener. */
export type DomainResult = {
  readonly domain: string;
  readonly ok: boolean;
  /** Requests sent for it. */
  readonly requests: number;
  readonly problem?: string;
};

export type StepRecord = {
  readonly name: string;
  readonly state: 'begun' | 'done' | 'failed';
  readonly begunAt: string;
  readonly endedAt?: string;
  readonly detail?: string;
};

export type Outcome = 'promoted' | 'rolled-back' | 'rollback-failed';

/** One deployment of one service, as it is kept; whoever reads it can carry on. */
export type Deployment = {
  readonly id: string;
  readonly environment: Environment;
  readonly service: string;
  readonly revision: string;
  /** What ran before, to go back to; absent at the first deployment. */
  readonly previous?: string;
  readonly change: Change;
  readonly startedAt: string;
  /** Who holds it, and until when, unless renewed. */
  readonly runner: { readonly id: string; readonly until: string };
  /** How many runners have held it. */
  readonly attempts: number;
  readonly steps: readonly StepRecord[];
  readonly domains: readonly DomainResult[];
  readonly events: readonly SwitchEvent[];
  /** Why it is being rolled back; set before the roll-back begins. */
  readonly trouble?: string;
  readonly outcome?: Outcome;
  readonly endedAt?: string;
  /** What people did by hand, and what was let through with a reason (S4-64). */
  readonly manualInterventions: readonly string[];
};

export const stateKey = (environment: Environment, service: string): string => `${environment}/${service}`;
