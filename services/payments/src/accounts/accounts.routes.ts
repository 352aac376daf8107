import type { FastifyInstance } from 'fastify';
import * as contract from '@windsurf/contracts/payments-payouts';
import * as desk from '@windsurf/contracts/payments-payouts-desk';
import { notFound } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import { asPhone } from '@windsurf/phone/phone';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { once } from '../idempotency/idempotency.ts';
import { accountView } from './account-view.ts';
import { addAccount, decideName, listAccounts, numberOf, removeAccount } from './accounts.ts';
import { listToConfirm } from './confirm.ts';

export function accountRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.listPayoutAccounts, async ({ principal }) => ({
    items: (await listAccounts(deps, asCreatorId(principal.creatorId))).map(accountView),
  }));
  route(app, contract.addPayoutAccount, async ({ principal, body, request }) => {
    const { creatorId, personId } = principal;
    const key = request.headers['idempotency-key'];
    // The proof is good once, so the same request again must be the one that was answered, not a second try of it.
    return await once(deps, { endpoint: `POST /v1/payouts/accounts ${creatorId}`, key, body }, async () =>
      accountView(await addAccount(deps, { creatorId: asCreatorId(creatorId), personId }, body)),
    );
  });
  route(app, contract.removePayoutAccount, async ({ principal, params }) => {
    await removeAccount(deps, asCreatorId(principal.creatorId), params.id);
    return { done: true as const };
  });

  route(app, desk.listAccountsToConfirm, async ({ principal, query }) => {
    const { items, nextCursor } = await listToConfirm(deps, principal.personId, query);
    return {
      items: items.map(({ account, legalName }) => ({
        ...accountView(account),
        creatorId: account.creatorId,
        legalName,
      })),
      nextCursor,
    };
  });
  route(app, desk.decideAccountName, async ({ principal, params, body }) => {
    const decision = { same: body.same, note: `${body.reason}: ${body.note}` };
    return accountView(await decideName(deps, principal.personId, params.id, decision));
  });

  route(app, contract.numberOfPayoutAccount, async ({ params, query }) => {
    const account = await numberOf(deps, asCreatorId(query.creatorId), params.id);
    if (!account) throw notFound();
    return { phone: account.kind === 'bank' ? null : asPhone(account.number) };
  });
}
