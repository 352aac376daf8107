// How the commands of the release are called; a wrong call is one sentence.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Environment, ENVIRONMENTS } from './state.ts';
import { Refusal } from './trouble.ts';

export type Flags = Readonly<Record<string, string | boolean | undefined>>;

const OPTIONS = {
  env: 'string',
  service: 'string',
  image: 'string',
  change: 'string',
  phases: 'string',
  'override-reason': 'string',
  reason: 'string',
  to: 'string',
  'manual-interventions': 'string',
  outputs: 'string',
  state: 'string',
  records: 'string',
  decision: 'string',
  url: 'string',
  'store-url': 'string',
  flip: 'boolean',
  'dry-run': 'boolean',
  confirm: 'boolean',
} as const;

/** Which flags each command takes. */
export const COMMANDS: Readonly<Record<string, readonly (keyof typeof OPTIONS)[]>> = {
  deploy: [
    'env',
    'service',
    'image',
    'change',
    'override-reason',
    'manual-interventions',
    'outputs',
    'state',
    'records',
    'dry-run',
    'confirm',
  ],
  migrate: ['env', 'service', 'image', 'phases', 'outputs', 'dry-run', 'confirm'],
  rollback: ['env', 'service', 'reason', 'to', 'flip', 'state', 'records', 'dry-run', 'confirm'],
  approve: ['env', 'service', 'decision', 'dry-run', 'confirm'],
  status: ['env', 'service', 'state', 'dry-run'],
  verify: ['env', 'service', 'url', 'dry-run'],
  'verify-schema': ['env', 'service'],
  smoke: ['env', 'url', 'store-url', 'dry-run'],
};

export type Call = {
  readonly command: string;
  readonly environment: Environment;
  readonly dryRun: boolean;
  text(name: keyof typeof OPTIONS): string | undefined;
  readonly flags: ReadonlySet<string>;
  /** @throws Refusal when it is missing */
  needed(name: keyof typeof OPTIONS): string;
};

/** Commands that change something: in production somebody must have said that it is meant. */
const CHANGING = new Set(['deploy', 'migrate', 'approve', 'rollback']);

/**
 * Reads a call.
 *
 * @param approved true where production has been approved before, as in a pipeline whose environment asks for it
 * @throws Refusal saying what is wrong with it
 */
export const readCall = (args: readonly string[], approved: boolean): Call => {
  const [command = '', ...rest] = args;
  const known = COMMANDS[command];
  if (known === undefined)
    throw new Refusal(`there is no command ${command || '(none)'}; there are ${Object.keys(COMMANDS).join(', ')}.`);
  const options: NonNullable<ParseArgsConfig['options']> = {};
  for (const name of known) options[name] = { type: OPTIONS[name] };
  let values: Flags;
  try {
    values = parseArgs({ args: rest, options, allowPositionals: false }).values as Flags;
  } catch (error) {
    throw new Refusal(`${command}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const environment = ENVIRONMENTS.find((name) => name === values.env);
  if (environment === undefined)
    throw new Refusal(`${command}: --env is ${String(values.env ?? 'missing')}; choose ${ENVIRONMENTS.join(', ')}.`);
  const dryRun = values['dry-run'] === true;
  if (environment === 'production' && CHANGING.has(command) && !dryRun && !approved && values.confirm !== true)
    throw new Refusal(
      `${command}: production is changed only with --confirm. See first with --dry-run what would be done.`,
    );
  const text = (name: keyof typeof OPTIONS): string | undefined => {
    const value = values[name];
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  return {
    command,
    environment,
    dryRun,
    text,
    flags: new Set(Object.keys(values).filter((name) => values[name] === true)),
    needed(name) {
      const value = text(name);
      if (value === undefined) throw new Refusal(`${command}: --${name} is missing.`);
      return value;
    },
  };
};
