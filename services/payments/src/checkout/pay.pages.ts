// The waiting page: an address of its own, also in the SMS. It reads, and may have the rail asked; it decides nothing.
import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { asLanguage } from '@windsurf/language/pick';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { follow, receiptUrlOf, walletUrl, wantAnswer } from './follow.ts';
import { payDocument } from './pay-document.ts';

const Text = T.Optional(T.String({ maxLength: 100 }));
const params = T.Object({ token: T.String({ maxLength: 200 }) });
// The wallet adds parameters of its own to the way back; none of them is believed, or even read.
const query = T.Object({ lang: Text, auto: Text, check: Text });

export function payPages(app: FastifyInstance, deps: Deps): void {
  page(app, { method: 'GET', url: '/pay/:token', access: 'public', params, query }, async (context) => {
    const { token, intent } = await follow(deps, context.params.token);
    await wantAnswer(deps, token, intent, context.query.check === '1');
    const html = payDocument({
      intent,
      now: deps.clock.now(),
      lang: asLanguage(context.query.lang) ?? intent.lang,
      path: `/pay/${context.params.token}`,
      auto: context.query.auto !== '0',
      mayApprove: walletUrl(deps, intent) !== undefined,
      opener: token.opener,
      receiptUrl: await receiptUrlOf(deps, token, intent),
      appOrigin: deps.appOrigin,
      storeOrigin: deps.storeOrigin,
    });
    return privatePage(html);
  });

  page(app, { method: 'GET', url: '/pay/:token/wallet', access: 'public', params }, async (context) => {
    const { intent } = await follow(deps, context.params.token);
    const headers = { 'cache-control': 'no-store' };
    return { redirect: walletUrl(deps, intent) ?? `/pay/${context.params.token}`, headers };
  });
}
