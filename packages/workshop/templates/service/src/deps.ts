import type { Authenticator } from '@windsurf/access/authenticator';
import type { CreatorTx, Tenancy } from '@windsurf/db/tenancy';
import type { Base } from '@windsurf/service-kit/boot';
import type { Logger } from '@windsurf/service-kit/log';
import type { DB } from './db.gen.ts';
import type { ServiceSecret } from './env.ts';

export type Tx = CreatorTx<DB>;
export type Deps = {
  readonly tenancy: Tenancy<DB>;
  readonly log: Logger;
  readonly authenticator: Authenticator;
  readonly ready: () => Promise<void>;
};

export function createDeps({ tenancy, log, authenticator, ready }: Base<DB, unknown, ServiceSecret>): Deps {
  return { tenancy, log, authenticator, ready };
}
