// Values of the shape that Terraform's outputs have, for tests: an account, a region and a service that do not exist.
import { placesOf, readTemplate } from './render.ts';
import type { TaskKind, TaskValues } from './render.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const all: Readonly<Record<string, unknown>> = {
  family: 'staging-payments',
  name: 'payments',
  service: 'payments',
  cpu: '512',
  memory: '1024',
  cpu_architecture: 'X86_64',
  task_role_arn: 'arn:aws:iam::111122223333:role/staging-payments-task',
  execution_role_arn: 'arn:aws:iam::111122223333:role/staging-payments-execution',
  port: 4030,
  stop_timeout: 50,
  environment: [
    { name: 'DRAIN_MS', value: '30000' },
    { name: 'ENVIRONMENT', value: 'staging' },
    { name: 'PORT', value: '4030' },
  ],
  secrets: [
    {
      name: 'SERVICE_DATABASE_URL',
      valueFrom: 'arn:aws:secretsmanager:af-south-1:111122223333:secret:windsurf/database/svc_payments-abc123:url::',
    },
  ],
  log_group: '/windsurf/creator-staging/payments',
  region: 'af-south-1',
  collector_image: `stan-store-windsurf/collector@${digest}`,
  collector_environment: [{ name: 'AOT_CONFIG_CONTENT', value: 'receivers: {}' }],
};

/** Exactly the values that the template of a kind takes. */
export const sampleValues = (kind: TaskKind): TaskValues => {
  const places = placesOf(readTemplate(kind));
  const used = Object.fromEntries(Object.entries(all).filter(([name]) => places.includes(name)));
  return { ...used, image: `stan-store-windsurf/payments@${digest}` };
};
