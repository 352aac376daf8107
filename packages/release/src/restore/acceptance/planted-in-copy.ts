// A comparison that finds nothing proves nothing until it has found something: defects put into the restored copy.
import pg from 'pg';
import type { Comparison } from '../fingerprint.ts';

/** What is done to the copy, and what the comparison must then name. */
const PLANTED: readonly (readonly [sql: string, names: RegExp])[] = [
  ['drop policy creator on payments.intents', /policies lack: intents creator/],
  ['alter policy creator on payments.intents using (true)', /policies lack: intents creator/],
  ['alter table payments.intents no force row level security', /policies lack: intents row security/],
  ['revoke select on payments.intents from payments_creator', /grants lack: intents payments_creator SELECT/],
  ['grant update on community.posts to community_public', /grants have too much: posts community_public UPDATE/],
  ['grant owner_payments to svc_payments', /grants have too much: svc_payments is a member of owner_payments/],
  ["delete from community.handled_messages where key = 'x'", /community\.handled_messages: \d+ rows, now \d+/],
  [
    "update community.handled_messages set message = 'other' where key = 'x'",
    /community\.handled_messages: rows differ/,
  ],
  ['drop table payments.payouts cascade', /payments\.payouts: \d+ rows, now no table/],
  ['create table payments.left_over (id int)', /payments\.left_over was not there/],
  ['alter function community_doors.space_of_handle reset search_path', /functions lack: space_of_handle/],
];

/** Plants each in a transaction, has it compared there, and takes it back. */
export async function plantInCopy(
  url: string,
  compare: (client: pg.Client) => Promise<Comparison>,
): Promise<{ planted: number; found: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let found = 0;
  for (const [sql, names] of PLANTED) {
    await client.query('begin');
    await client.query(sql);
    const { differences } = await compare(client);
    await client.query('rollback');
    if (differences.some((line) => names.test(line))) found++;
  }
  await client.end();
  return { planted: PLANTED.length, found };
}
