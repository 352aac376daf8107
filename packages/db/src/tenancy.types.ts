// Compiles or does not: part of the root type check. An unused @ts-expect-error is an error itself.
import { Kysely, PostgresDialect } from 'kysely';
import type { Transaction } from 'kysely';
import pg from 'pg';
import { createTenancy, nested } from './tenancy.ts';
import type { BuyerId, BuyerTx, CreatorId, CreatorTx, PlatformTx, PublicTx } from './tenancy.ts';
import type { LabDB as DB } from './lab.ts';

const paidOrders = async (tx: CreatorTx<DB>) =>
  await tx.selectFrom('lab.orders').select(['id', 'amountSantim']).where('status', '=', 'paid').execute();
const library = async (tx: BuyerTx<DB>) => await tx.selectFrom('lab.orders').select('productId').execute();
const page = async (tx: PublicTx<DB>) => await tx.selectFrom('lab.products').select('title').execute();
const codes = async (tx: PlatformTx<DB>) => await tx.selectFrom('lab.codes').select('digest').execute();

/** Uses that must compile, and uses that must not. */
export async function facts(creator: CreatorId, buyer: BuyerId): Promise<void> {
  const pool = new pg.Pool();
  const t = createTenancy<DB>({ pool, service: 'lab' });
  const rows: { id: string; amountSantim: number }[] = await t.inCreator(creator, paidOrders);
  await t.inBuyer(buyer, library);
  await t.inPublic(page);
  await t.inCreator(creator, async (tx) => await nested(tx, paidOrders));
  // @ts-expect-error a buyer's transaction is not a creator's
  await t.inBuyer(buyer, paidOrders);
  // @ts-expect-error a creator's transaction is not the public's: pages never read with the creator's powers
  await t.inCreator(creator, page);
  // @ts-expect-error the public's transaction is not a buyer's
  await t.inPublic(library);
  await t.inPlatform(codes);
  // @ts-expect-error the platform's transaction is not a creator's
  await t.inPlatform(paidOrders);
  // @ts-expect-error a creator's transaction does not reach what belongs to no tenant
  await t.inCreator(creator, codes);
  // @ts-expect-error a plain string is not an id
  await t.inCreator('00000000-0000-4000-8000-000000000001', paidOrders);
  // @ts-expect-error a buyer's id does not open a creator
  await t.inCreator(buyer, paidOrders);
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  // @ts-expect-error an unscoped database
  await paidOrders(db);
  // @ts-expect-error an unscoped transaction
  await db.transaction().execute(async (tx) => await paidOrders(tx));
  // @ts-expect-error a derived transaction has lost its scope's type
  await t.inCreator(creator, async (tx) => await paidOrders(tx.withSchema('lab')));
  // @ts-expect-error the tenancy has no database to hand out
  void t.db;
  // @ts-expect-error and what compiles queries opens no transaction
  t.compile.transaction();
  const [orders, [changed]] = await t.batchInCreator(creator, [
    t.compile.selectFrom('lab.orders').select(['id', 'amountSantim']).compile(),
    t.compile.updateTable('lab.orders').set({ status: 'paid' }).compile(),
  ]);
  const amount: number | undefined = orders[0]?.amountSantim;
  const n: bigint | undefined = changed?.numUpdatedRows;
  // @ts-expect-error not selected
  void orders[0]?.buyerId;
  // @ts-expect-error there are two results
  await t.batchInCreator(creator, [t.compile.selectFrom('lab.orders').selectAll().compile()]).then((r) => r[1]);
  const plain: Transaction<DB> | undefined = undefined;
  // @ts-expect-error only scoped transactions nest
  await nested(plain, async () => 1);
  void [rows, amount, n];
}
