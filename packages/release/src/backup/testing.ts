// A stand-in for RDS, written from its API reference (2014-10-31, AWS query protocol: a form in, XML out). It keeps
// instances and snapshots and lets each take a few looks to become available.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Tags = Record<string, string>;
type Instance = { name: string; looks: number; tags: Tags; form: Record<string, string>; deleting: boolean };
type Snapshot = { name: string; of: string; looks: number; tags: Tags };

export type FakeRds = {
  readonly url: string;
  /** Names of the operations that were asked, in order. */
  readonly asked: string[];
  readonly instances: Map<string, Instance>;
  readonly snapshots: Map<string, Snapshot>;
  /** Where restored instances are said to be. */
  endpoint: { host: string; port: number };
  /** The status in which everything new gets stuck; undefined for none. */
  stuckIn: string | undefined;
  stop(): Promise<void>;
};

const REGION = 'af-south-1';
const LOOKS = 2;

class RdsError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Starts it with these instances, which serve. */
export async function startFakeRds(...names: readonly string[]): Promise<FakeRds> {
  const fake: Omit<FakeRds, 'url' | 'stop'> = {
    asked: [],
    instances: new Map(names.map((name) => [name, { name, looks: LOOKS, tags: {}, form: {}, deleting: false }])),
    snapshots: new Map(),
    endpoint: { host: '127.0.0.1', port: 5432 },
    stuckIn: undefined,
  };
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const form = Object.fromEntries(new URLSearchParams(body));
      const action = form.Action ?? '';
      fake.asked.push(action);
      try {
        const result = answer(fake, action, form);
        response.writeHead(200, { 'content-type': 'text/xml' });
        response.end(
          `<${action}Response xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><${action}Result>${result}</${action}Result></${action}Response>`,
        );
      } catch (error) {
        const code = error instanceof RdsError ? error.code : 'InternalFailure';
        response.writeHead(400, { 'content-type': 'text/xml' });
        response.end(
          `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${(error as Error).message}</Message></Error></ErrorResponse>`,
        );
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return Object.assign(fake, {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  });
}

type State = Omit<FakeRds, 'url' | 'stop'>;

function answer(fake: State, action: string, form: Record<string, string>): string {
  switch (action) {
    case 'CreateDBSnapshot': {
      const of = instanceNamed(fake, form.DBInstanceIdentifier).name;
      const name = form.DBSnapshotIdentifier ?? '';
      if (!/^[a-zA-Z][a-zA-Z0-9-]{0,254}$/.test(name))
        throw new RdsError('InvalidParameterValue', `${name} is not a valid identifier`);
      if (fake.snapshots.has(name)) throw new RdsError('DBSnapshotAlreadyExists', name);
      fake.snapshots.set(name, { name, of, looks: 0, tags: tagsOf(form) });
      return snapshotXml(fake, name);
    }
    case 'DescribeDBSnapshots': {
      const snapshot = fake.snapshots.get(form.DBSnapshotIdentifier ?? '');
      if (snapshot === undefined) throw new RdsError('DBSnapshotNotFound', form.DBSnapshotIdentifier ?? '');
      snapshot.looks++;
      return `<DBSnapshots>${snapshotXml(fake, snapshot.name)}</DBSnapshots>`;
    }
    case 'DescribeDBInstances': {
      const instance = instanceNamed(fake, form.DBInstanceIdentifier);
      instance.looks++;
      return `<DBInstances>${instanceXml(fake, instance)}</DBInstances>`;
    }
    case 'RestoreDBInstanceFromDBSnapshot': {
      const snapshot = fake.snapshots.get(form.DBSnapshotIdentifier ?? '');
      if (snapshot === undefined) throw new RdsError('DBSnapshotNotFound', form.DBSnapshotIdentifier ?? '');
      return create(fake, form.DBInstanceIdentifier, form);
    }
    case 'RestoreDBInstanceToPointInTime': {
      instanceNamed(fake, form.SourceDBInstanceIdentifier);
      if ((form.RestoreTime === undefined) === (form.UseLatestRestorableTime === undefined))
        throw new RdsError('InvalidParameterCombination', 'RestoreTime or UseLatestRestorableTime');
      return create(fake, form.TargetDBInstanceIdentifier, form);
    }
    case 'ListTagsForResource': {
      const instance = instanceNamed(fake, form.ResourceName?.split(':').at(-1));
      const tags = Object.entries(instance.tags).map(
        ([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`,
      );
      return `<TagList>${tags.join('')}</TagList>`;
    }
    case 'DeleteDBInstance': {
      const instance = instanceNamed(fake, form.DBInstanceIdentifier);
      instance.deleting = true;
      return instanceXml(fake, instance);
    }
    default:
      throw new RdsError('InvalidAction', action);
  }
}

function create(fake: State, name = '', form: Record<string, string>): string {
  if (fake.instances.has(name)) throw new RdsError('DBInstanceAlreadyExists', name);
  const instance = { name, looks: 0, tags: tagsOf(form), form, deleting: false };
  fake.instances.set(name, instance);
  return instanceXml(fake, instance);
}

function instanceNamed(fake: State, name = ''): Instance {
  const instance = fake.instances.get(name);
  if (instance === undefined) throw new RdsError('DBInstanceNotFound', `DBInstance ${name} not found.`);
  return instance;
}

const tagsOf = (form: Record<string, string>): Tags =>
  Object.fromEntries(
    Object.entries(form).flatMap(([key, value]) => {
      const [, n] = /^Tags\.Tag\.(\d+)\.Key$/.exec(key) ?? [];
      return n === undefined ? [] : [[value, form[`Tags.Tag.${n}.Value`] ?? '']];
    }),
  );

const snapshotXml = (fake: State, name: string): string => {
  const { looks = 0 } = fake.snapshots.get(name) ?? {};
  const status = looks < LOOKS ? 'creating' : (fake.stuckIn ?? 'available');
  return `<DBSnapshot><DBSnapshotIdentifier>${name}</DBSnapshotIdentifier><Status>${status}</Status><PercentProgress>${Math.min(100, looks * 50)}</PercentProgress></DBSnapshot>`;
};

const instanceXml = (fake: State, { name, looks, form, deleting }: Instance): string => {
  const restored = Object.keys(form).length > 0;
  const status = deleting
    ? 'deleting'
    : looks < LOOKS
      ? 'creating'
      : restored
        ? (fake.stuckIn ?? 'available')
        : 'available';
  const endpoint =
    status === 'available'
      ? `<Endpoint><Address>${fake.endpoint.host}</Address><Port>${fake.endpoint.port}</Port></Endpoint>`
      : '';
  return `<DBInstance><DBInstanceIdentifier>${name}</DBInstanceIdentifier><DBInstanceArn>arn:aws:rds:${REGION}:111111111111:db:${name}</DBInstanceArn>
    <DBInstanceStatus>${status}</DBInstanceStatus><DBInstanceClass>db.t4g.large</DBInstanceClass>${endpoint}
    <DBSubnetGroup><DBSubnetGroupName>data</DBSubnetGroupName></DBSubnetGroup>
    <DBParameterGroups><DBParameterGroup><DBParameterGroupName>windsurf-18</DBParameterGroupName></DBParameterGroup></DBParameterGroups>
    <VpcSecurityGroups><VpcSecurityGroupMembership><VpcSecurityGroupId>sg-0123</VpcSecurityGroupId><Status>active</Status></VpcSecurityGroupMembership></VpcSecurityGroups></DBInstance>`;
};
