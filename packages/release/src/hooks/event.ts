// What ECS sends to a lifecycle hook, and what it takes for an answer. Two shapes are seen: the developer guide's flat one,
// and the one that arrives, with `executionDetails`; both are read.

export type HookEvent = {
  readonly stage: string;
  readonly serviceArn: string;
  readonly targetRevisionArn: string;
  readonly deploymentArn: string;
  /** Percent of production traffic by service revision; empty at stages that move none. */
  readonly productionWeights: Readonly<Record<string, number>>;
  readonly details: Readonly<Record<string, unknown>>;
};

export type HookAnswer = {
  readonly hookStatus: 'SUCCEEDED' | 'FAILED' | 'IN_PROGRESS';
  /** Seconds until ECS asks again; with IN_PROGRESS. */
  readonly callBackDelay?: number;
  /** Comes back with the next question; with IN_PROGRESS. */
  readonly hookDetails?: Readonly<Record<string, unknown>>;
};

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const textIn = (from: Record<string, unknown>, name: string): string => {
  const value = from[name];
  return typeof value === 'string' ? value : '';
};

/**
 * @param raw the function's input
 * @throws Error for an input that names no service: ECS then rolls back, which is right for something that is not understood
 */
export const readEvent = (raw: unknown): HookEvent => {
  const outer = objectOf(raw);
  const inner = { ...outer, ...objectOf(outer.executionDetails) };
  // Terraform gives the details as a JSON text, the API as an object.
  const details = typeof outer.hookDetails === 'string' ? JSON.parse(outer.hookDetails) : outer.hookDetails;
  const event: HookEvent = {
    stage: textIn(outer, 'lifecycleStage'),
    serviceArn: textIn(inner, 'serviceArn'),
    targetRevisionArn: textIn(inner, 'targetServiceRevisionArn'),
    deploymentArn: textIn(outer, 'resourceArn'),
    productionWeights: objectOf(inner.productionTrafficWeights) as Record<string, number>,
    details: objectOf(details),
  };
  if (event.serviceArn === '' || event.targetRevisionArn === '')
    throw new Error('the event names no service and no target revision');
  return event;
};

/** A text of the details. @throws Error when it is missing */
export const detail = (event: HookEvent, name: string): string => {
  const value = textIn({ ...event.details }, name);
  if (value === '') throw new Error(`hook_details has no ${name}`);
  return value;
};

export const detailList = (event: HookEvent, name: string): string[] => {
  const value = event.details[name];
  if (!Array.isArray(value) || value.length === 0 || value.some((one) => typeof one !== 'string'))
    throw new Error(`hook_details has no list ${name}`);
  return value as string[];
};

/** One line for the function's log; values that are no secrets only. */
export const note = (fields: Readonly<Record<string, unknown>>): void => {
  process.stdout.write(`${JSON.stringify(fields)}\n`);
};
