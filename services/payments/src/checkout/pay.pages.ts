// The waiting page: an address of its own, also in the SMS. It reads, and may have the rail asked; it decides nothing.
import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { asLanguage } from '@windsurf/language/pick';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { follow, leadToWallet, receiptUrlOf, walletUrl, wantAnswer } from './follow.ts';
import { payAddress, payDocument } from './pay-document.ts';
import { soonSeconds } from './pay-phase.ts';
import { readTold, toldBy } from './told.ts';

const Text = T.Optional(T.String({ maxLength: 100 }));
const params = T.Object({ token: T.String({ maxLength: 200 }) });
// The wallet adds parameters of its own to the way back, of any kind. None is believed; one is taken as a hint.
const query = T.Object({ lang: Text, auto: Text, check: Text, told: Text, trade_status: T.Optional(T.Unknown()) });

export function payPages(app: FastifyInstance, deps: Deps): void {
  page(app, { method: 'GET', url: '/pay/:token', access: 'public', params, query }, async (context) => {
    const { token, intent } = await follow(deps, context.params.token);
    const path = `/pay/${context.params.token}`;
    const now = deps.clock.now();
    const age = (now.getTime() - intent.startedAt.getTime()) / 1000;
    const wish = asLanguage(context.query.lang);
    if (context.query.trade_status !== undefined) {
      await wantAnswer(deps, token, intent, true);
      // To the page's own address: a reload, a bookmark and the links carry nothing of the wallet's.
      const told = toldBy(context.query.trade_status, age);
      return { redirect: payAddress({ path, told }, wish), headers: { 'cache-control': 'no-store' } };
    }
    const told = readTold(context.query.told);
    const soon = told !== undefined && age >= told.at && age - told.at < soonSeconds;
    await wantAnswer(deps, token, intent, context.query.check === '1' || soon);
    const html = payDocument({
      intent,
      now,
      lang: wish ?? intent.lang,
      path,
      auto: context.query.auto !== '0',
      told,
      mayApprove: walletUrl(deps, intent) !== undefined,
      opener: token.opener,
      receiptUrl: await receiptUrlOf(deps, token, intent),
      appOrigin: deps.appOrigin,
      storeOrigin: deps.storeOrigin,
    });
    return privatePage(html);
  });

  page(app, { method: 'GET', url: '/pay/:token/wallet', access: 'public', params }, async (context) => {
    const { token, intent } = await follow(deps, context.params.token);
    const headers = { 'cache-control': 'no-store' };
    return { redirect: (await leadToWallet(deps, token, intent)) ?? `/pay/${context.params.token}`, headers };
  });
}
