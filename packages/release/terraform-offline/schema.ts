// The shape of the provider's schema as it lies in the archive, and as Terraform wants it on the wire.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A Terraform type in its JSON form: `"string"`, `["list", "string"]`, `["object", { … }]`. */
export type ValueType = string | [string, ValueType | Record<string, ValueType>];

export type Attribute = { type: ValueType; required?: boolean; optional?: boolean; computed?: boolean };
export type Nested = { nesting: keyof typeof NESTING; min: number; max: number; block: Block };
export type Block = { attributes: Record<string, Attribute>; blocks: Record<string, Nested> };

export type ProviderSchema = {
  provider: Block;
  resources: Record<string, Block>;
  data: Record<string, Block>;
  ephemeral: Record<string, Block>;
};

const NESTING = { SINGLE: 1, LIST: 2, SET: 3, MAP: 4 } as const;

/** The archive lists no sensitive flags; these are the names whose values Terraform must not print. */
const SENSITIVE =
  /^(password|secret_string|secret_binary|master_password|auth_token|private_key|random_password)(_wo)?$/;

/** True for an argument that Terraform sends and never stores. */
export const isWriteOnly = (name: string, { computed }: Attribute): boolean =>
  name.endsWith('_wo') && computed !== true && !name.startsWith('has_');

/**
 * Reads the archive beside this file.
 *
 * @param used types to serve; all of the archive when empty. Half of a command's time is Terraform reading the schema.
 */
export const readSchema = (archive: URL, used: ReadonlySet<string>): ProviderSchema => {
  const all: ProviderSchema = JSON.parse(gunzipSync(readFileSync(archive)).toString());
  const pick = (blocks: Record<string, Block>): Record<string, Block> =>
    used.size === 0 ? blocks : Object.fromEntries(Object.entries(blocks).filter(([name]) => used.has(name)));
  return {
    provider: all.provider,
    resources: pick(all.resources),
    data: pick(all.data),
    ephemeral: pick(all.ephemeral),
  };
};

const wireBlock = (block: Block): object => ({
  attributes: Object.entries(block.attributes).map(([name, attribute]) => ({
    name,
    type: Buffer.from(JSON.stringify(attribute.type)),
    required: attribute.required === true,
    optional: attribute.optional === true,
    computed: attribute.computed === true,
    write_only: isWriteOnly(name, attribute),
    sensitive: SENSITIVE.test(name),
  })),
  block_types: Object.entries(block.blocks).map(([name, nested]) => ({
    type_name: name,
    nesting: NESTING[nested.nesting],
    min_items: nested.min,
    max_items: nested.max,
    block: wireBlock(nested.block),
  })),
});

const wireSchemas = (blocks: Record<string, Block>): object =>
  Object.fromEntries(Object.entries(blocks).map(([name, block]) => [name, { version: 0, block: wireBlock(block) }]));

/** The answer to GetProviderSchema. */
export const wireSchema = (schema: ProviderSchema): object => ({
  provider: { version: 0, block: wireBlock(schema.provider) },
  resource_schemas: wireSchemas(schema.resources),
  data_source_schemas: wireSchemas(schema.data),
  ephemeral_resource_schemas: wireSchemas(schema.ephemeral),
  server_capabilities: { get_provider_schema_optional: true },
});
