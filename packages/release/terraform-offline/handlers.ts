// What Terraform asks a provider (tfplugin5), answered from the schema alone. Nothing is called, nothing is stored:
// Terraform's own state file is the only memory.
import type { ProviderSchema } from './schema.ts';
import { wireSchema } from './schema.ts';
import { answer, apply, plan, read, write } from './values.ts';
import type { Settings, Wire } from './values.ts';

type Request = {
  type_name: string;
  config: Wire | null;
  prior_state: Wire | null;
  proposed_new_state: Wire | null;
  planned_state: Wire | null;
  current_state: Wire | null;
  raw_state: { json: Uint8Array } | null;
};
type Answer = Record<string, unknown>;
type Handler = (call: { request: Request }, done: (error: Error | null, answer?: Answer) => void) => void;

/**
 * The methods of tfplugin5.Provider.
 *
 * @param schema what is served
 * @param foresee plan with the values that an apply would find
 * @throws nothing: an error of a method becomes an error of its call
 */
export const handlers = (schema: ProviderSchema, foresee: boolean): Record<string, Handler> => {
  let settings: Settings = { defaultTags: {}, place: { region: 'af-south-1', account: '123456789012' }, foresee };
  const wire = wireSchema(schema);
  const block = (kind: 'resources' | 'data' | 'ephemeral', type: string) => {
    const found = schema[kind][type];
    if (found === undefined) throw new Error(`${type} is not in the served schema`);
    return found;
  };
  const methods: Record<string, (request: Request) => Answer> = {
    GetSchema: () => ({ ...wire }),
    PrepareProviderConfig: ({ config }) => ({ prepared_config: config }),
    Configure: ({ config }) => {
      settings = { ...settings, ...settingsOf(read(config), settings.place) };
      return {};
    },
    UpgradeResourceState: ({ raw_state: raw }) => ({
      upgraded_state: write(JSON.parse(Buffer.from(raw?.json ?? []).toString())),
    }),
    ReadResource: ({ current_state: state }) => ({ new_state: state }),
    PlanResourceChange: ({ type_name: type, prior_state: prior, proposed_new_state: proposed }) => ({
      planned_state: write(plan(type, block('resources', type), read(prior), read(proposed), settings)),
      // The real provider is of the older kind too: without this, Terraform refuses nulls that turn into values.
      legacy_type_system: true,
    }),
    ApplyResourceChange: ({ type_name: type, planned_state: planned }) => ({
      new_state: write(apply(type, block('resources', type), read(planned), settings)),
      legacy_type_system: true,
    }),
    ReadDataSource: ({ type_name: type, config }) => ({
      state: write(answer(type, block('data', type), read(config), settings)),
    }),
    OpenEphemeralResource: ({ type_name: type, config }) => ({
      result: write(answer(type, block('ephemeral', type), read(config), settings)),
    }),
  };
  const silent = [
    'ValidateResourceTypeConfig',
    'ValidateDataSourceConfig',
    'ValidateEphemeralResourceConfig',
    'CloseEphemeralResource',
    'ImportResourceState',
    'GetFunctions',
    'Stop',
  ];
  for (const name of silent) methods[name] = () => ({});
  return Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, asHandler(method)]));
};

const asHandler =
  (method: (request: Request) => Answer): Handler =>
  ({ request }, done) => {
    let result: Answer;
    try {
      result = method(request);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    done(null, result);
  };

type ProviderBlock = {
  region?: string | null;
  allowed_account_ids?: string[] | null;
  default_tags?: { tags?: Record<string, unknown> | null }[] | null;
};

const settingsOf = (config: unknown, place: Settings['place']): Pick<Settings, 'defaultTags' | 'place'> => {
  const given = (config ?? {}) as ProviderBlock;
  return {
    defaultTags: given.default_tags?.[0]?.tags ?? {},
    place: { region: given.region ?? place.region, account: given.allowed_account_ids?.[0] ?? place.account },
  };
};
