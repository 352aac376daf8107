// What is kept: encrypted, kept long enough, and not lost by a slip.
import { at } from './plan.ts';
import type { Resource } from './plan.ts';
import type { Rule } from './policy.ts';

const is =
  (...types: string[]) =>
  ({ type }: Resource): boolean =>
    types.includes(type);
const given = (value: unknown): boolean => typeof value === 'string' && value !== '';
const sameBucket = (type: string, { values }: Resource, resources: readonly Resource[]): Resource | undefined =>
  resources.find((other) => other.type === type && other.values.bucket === values.bucket);

export const dataRules: readonly Rule[] = [
  {
    name: 'buckets-encrypted',
    looksAt: is('aws_s3_bucket'),
    finds: (bucket, { resources }) => {
      const rule = sameBucket('aws_s3_bucket_server_side_encryption_configuration', bucket, resources);
      const found = at(rule?.values, 'rule.*.apply_server_side_encryption_by_default.*.sse_algorithm');
      return found.length > 0 ? undefined : 'names no encryption';
    },
  },
  {
    name: 'buckets-versioned',
    looksAt: is('aws_s3_bucket'),
    finds: (bucket, { resources }) => {
      const rule = sameBucket('aws_s3_bucket_versioning', bucket, resources);
      return at(rule?.values, 'versioning_configuration.*.status').includes('Enabled')
        ? undefined
        : 'forgets what was replaced';
    },
  },
  {
    name: 'databases-encrypted',
    looksAt: is('aws_db_instance'),
    finds: ({ values }) => (values.storage_encrypted === true ? undefined : 'is not encrypted'),
  },
  {
    name: 'databases-tls',
    looksAt: is('aws_db_parameter_group'),
    finds: ({ values }) =>
      at(values, 'parameter.*').some((one) => {
        const { name, value } = one as { name?: string; value?: string };
        return name === 'rds.force_ssl' && value === '1';
      })
        ? undefined
        : 'takes connections without TLS',
  },
  {
    name: 'databases-survive',
    looksAt: (resource) => resource.type === 'aws_db_instance',
    finds: ({ values }, { environment }) => {
      if (environment !== 'production') return undefined;
      if (values.deletion_protection !== true) return 'can be deleted';
      if (given(values.replicate_source_db)) return undefined;
      if (values.multi_az !== true) return 'has no standby';
      return Number(values.backup_retention_period) >= 35 ? undefined : 'keeps fewer than 35 days of backups';
    },
  },
  {
    name: 'databases-can-be-restored',
    looksAt: ({ type, values }) => type === 'aws_db_instance' && !given(values.replicate_source_db),
    finds: ({ values }) => {
      if (Number(values.backup_retention_period) < 7) return 'keeps fewer than 7 days of backups';
      return values.skip_final_snapshot === true ? 'would be deleted without a last snapshot' : undefined;
    },
  },
  {
    name: 'cache-encrypted',
    looksAt: is('aws_elasticache_replication_group'),
    finds: ({ values }) =>
      // The provider keeps this one as a text.
      String(values.at_rest_encryption_enabled) === 'true' &&
      values.transit_encryption_enabled === true &&
      values.transit_encryption_mode === 'required'
        ? undefined
        : 'is not encrypted at rest and on the way',
  },
  {
    name: 'secrets-own-key',
    looksAt: is('aws_secretsmanager_secret'),
    finds: ({ values }) => (given(values.kms_key_id) ? undefined : 'is encrypted with a key that everybody shares'),
  },
  {
    name: 'secrets-not-in-state',
    looksAt: is('aws_secretsmanager_secret_version', 'aws_db_instance', 'aws_elasticache_replication_group'),
    finds: ({ values }) => {
      const told = ['secret_string', 'secret_binary', 'password', 'auth_token'].find((name) => given(values[name]));
      return told === undefined ? undefined : `${told} stands in the state; its *_wo twin does not`;
    },
  },
  {
    name: 'keys-rotate',
    looksAt: is('aws_kms_key'),
    finds: ({ values }) => (values.enable_key_rotation === true ? undefined : 'is never rotated'),
  },
  {
    name: 'images-immutable-and-scanned',
    looksAt: is('aws_ecr_repository'),
    finds: ({ values }) => {
      if (values.image_tag_mutability !== 'IMMUTABLE') return 'lets a tag be moved';
      if (!at(values, 'image_scanning_configuration.*.scan_on_push').includes(true)) return 'is not scanned';
      return at(values, 'encryption_configuration.*.encryption_type').includes('KMS')
        ? undefined
        : 'has no key of its own';
    },
  },
  {
    name: 'vaults-locked',
    looksAt: is('aws_backup_vault'),
    finds: ({ values }, { resources }) =>
      resources.some(
        ({ type, values: lock }) =>
          type === 'aws_backup_vault_lock_configuration' && lock.backup_vault_name === values.name,
      )
        ? undefined
        : 'lets copies be deleted before their time',
  },
  {
    name: 'trail-whole',
    looksAt: is('aws_cloudtrail'),
    finds: ({ values }) => {
      const whole = [
        'is_multi_region_trail',
        'include_global_service_events',
        'enable_log_file_validation',
        'enable_logging',
      ];
      const missing = whole.find((one) => values[one] !== true);
      if (missing !== undefined) return `${missing} is off`;
      return given(values.kms_key_id) ? undefined : 'is not encrypted with a key of ours';
    },
  },
  {
    name: 'trail-locked',
    looksAt: ({ type, values }) => type === 'aws_s3_bucket' && /-audit-/.test(String(values.bucket)),
    finds: (bucket, { resources, environment }) => {
      const lock = sameBucket('aws_s3_bucket_object_lock_configuration', bucket, resources);
      const [mode] = at(lock?.values, 'rule.*.default_retention.*.mode');
      if (mode === undefined) return 'lets its entries be deleted';
      return environment === 'production' && mode !== 'COMPLIANCE' ? 'can be unlocked in production' : undefined;
    },
  },
];
