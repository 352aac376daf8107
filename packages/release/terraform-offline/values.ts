// Terraform's values on the wire (msgpack), and what a provider makes of them when it plans and applies.
import { createHash, randomBytes } from 'node:crypto';
import { decode as unpack, encode as pack, ExtensionCodec } from '@msgpack/msgpack';
import { arnOf } from './arns.ts';
import type { Place } from './arns.ts';
import { isWriteOnly } from './schema.ts';
import type { Attribute, Block, ValueType } from './schema.ts';

type Fields = Record<string, unknown>;
export type Wire = { msgpack?: Uint8Array };

/** "Known after apply". Terraform sends extension 0, or 12 when it knows something about the value, and takes 0. */
class Unknown {}
const carrier = new Unknown();
const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: 0,
  encode: (value) => (value instanceof Unknown ? new Uint8Array([0]) : null),
  decode: () => carrier,
});
extensionCodec.register({ type: 12, encode: () => null, decode: () => carrier });

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
const isUnknown = (value: unknown): boolean => value instanceof Unknown;

export const read = (wire: Wire | null): unknown =>
  wire?.msgpack === undefined || wire.msgpack.length === 0 ? null : unpack(wire.msgpack, { extensionCodec });
export const write = (value: unknown): Wire => ({ msgpack: Buffer.from(pack(value, { extensionCodec })) });

/** Makes the value of a computed attribute that the configuration leaves open. */
type Make = (name: string, attribute: Attribute) => unknown;

const complete = (block: Block, value: unknown, make: Make, settle: boolean): unknown => {
  if (!isFields(value)) return value ?? null;
  const out: Fields = {};
  for (const [name, attribute] of Object.entries(block.attributes)) {
    const given = value[name] ?? null;
    const open = (given === null && attribute.computed === true) || (settle && isUnknown(given));
    if (isWriteOnly(name, attribute)) out[name] = null;
    else out[name] = open ? make(name, attribute) : given;
  }
  for (const [name, nested] of Object.entries(block.blocks)) {
    const given = value[name] ?? null;
    out[name] = Array.isArray(given)
      ? given.map((one) => complete(nested.block, one, make, settle))
      : complete(nested.block, given, make, settle);
  }
  return out;
};

/** As the real provider: what the provider block adds to every resource that can be tagged. */
const withTags = (block: Block, planned: unknown, defaults: Fields): unknown => {
  if (!isFields(planned) || block.attributes.tags_all === undefined || isUnknown(planned.tags)) return planned;
  return { ...planned, tags_all: { ...defaults, ...(isFields(planned.tags) ? planned.tags : {}) } };
};

/** What a provider knows from its own block. */
export type Settings = {
  defaultTags: Record<string, unknown>;
  place: Place;
  /** Plan with the values that an apply would find, so that policies stand in the plan as they will be. */
  foresee: boolean;
};

/** What a resource will be: everything that only AWS can say is unknown when it is new, and stays when it is not. */
export const plan = (type: string, block: Block, prior: unknown, proposed: unknown, settings: Settings): unknown => {
  if (proposed === null) return null;
  const planned =
    prior === null && settings.foresee
      ? apply(type, block, proposed, settings)
      : complete(block, proposed, () => (prior === null ? carrier : null), false);
  return withTags(block, planned, settings.defaultTags);
};

/** What a resource has become: unknowns turn into well-formed ids, ARNs and addresses. */
export const apply = (type: string, block: Block, planned: unknown, { place }: Settings): unknown => {
  if (!isFields(planned)) return null;
  const serial = randomBytes(4).toString('hex');
  const arn = arnOf(type, planned, serial, place);
  const named = IDS[type] === undefined ? `${type}-${serial}` : (planned[IDS[type]] ?? arn);
  const ids: Fields = { arn, id: isUnknown(named) ? arn : named };
  return complete(block, planned, (name, { type: of }) => ids[name] ?? invent(type, name, of, serial), true);
};

/** Resources whose id is one of their arguments, or (no such argument) their ARN. */
const IDS: Record<string, string> = {
  aws_ecs_cluster: 'arn',
  aws_iam_role: 'name',
  aws_lb: 'arn',
  aws_lb_listener: 'arn',
  aws_lb_listener_rule: 'arn',
  aws_lb_target_group: 'arn',
  aws_s3_bucket: 'bucket',
  aws_secretsmanager_secret: 'arn',
};

/** What a data source or an ephemeral resource answers: the same for the same question, passwords apart. */
export const answer = (type: string, block: Block, config: unknown, { place }: Settings): unknown => {
  const serial = createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, 8);
  const fixed = facts(type, place);
  return complete(block, config, (name, { type: of }) => fixed[name] ?? invent(type, name, of, serial), true);
};

const facts = (type: string, { region, account }: Place): Fields => {
  if (type === 'aws_availability_zones') return { names: ['a', 'b', 'c'].map((zone) => region + zone) };
  if (type === 'aws_caller_identity') return { account_id: account, arn: `arn:aws:iam::${account}:root` };
  if (type === 'aws_partition') return { partition: 'aws', dns_suffix: 'amazonaws.com' };
  if (type === 'aws_region') return { region, name: region };
  if (type === 'aws_iam_policy_document') return { json: JSON.stringify({ Version: '2012-10-17', Statement: [] }) };
  return {};
};

const invent = (resource: string, name: string, type: ValueType, serial: string): unknown => {
  if (type === 'string') return inventText(resource, name, serial);
  if (type === 'number') return 0;
  if (type === 'bool') return false;
  if (typeof type === 'string') return null;
  const [kind, of] = type;
  if (kind === 'object' && typeof of === 'object' && !Array.isArray(of))
    return Object.fromEntries(
      Object.entries(of).map(([field, inner]) => [field, invent(resource, field, inner, serial)]),
    );
  if (kind === 'map') return {};
  // Collections of objects have one entry: modules read the first (validation options of a certificate, endpoints).
  return Array.isArray(of) && of[0] === 'object' ? [invent(resource, name, of, serial)] : [];
};

const inventText = (resource: string, name: string, serial: string): string => {
  if (/(^|_)arn$/.test(name))
    return `arn:aws:${resource.split('_')[1] ?? 'aws'}:af-south-1:123456789012:${resource}/${serial}`;
  if (name === 'random_password') return process.env.TF_OFFLINE_PASSWORD ?? randomBytes(24).toString('base64url');
  return `${name}-${serial}`;
};
