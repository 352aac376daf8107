import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import * as contract from '@windsurf/contracts/payments-follow';
import { fieldProblems, notFound, wrongShape } from '@windsurf/contracts/problem';
import { asCreatorId } from '@windsurf/db/tenancy';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { payWords } from '@windsurf/language/words-payments';
import { parsePhone } from '@windsurf/phone/phone';
import { route } from '@windsurf/service-kit/route';
import { follow } from '../checkout/follow.ts';
import type { Deps } from '../deps.ts';
import { isOpen } from '../intents/intents.ts';
import { railTeller } from '../rails/registry.ts';
import { listTold } from './told-list.ts';
import { saysOf } from './where-document.ts';
import { statusPathOf } from './where.pages.ts';
import { lookFor } from './where.ts';
import type { Found } from './where.ts';

export function whereRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, contract.findPayment, async ({ body, lang, request }) => {
    const about = aboutOf(deps, body);
    const attempt = keyOf(request.headers['idempotency-key']);
    const telling = { text: body.text, about, attempt, source: 'where', lang, address: request.ip } as const;
    const found = await lookFor(deps, telling);
    const path = statusPathOf(deps, found, body.token);
    const statusUrl = path === undefined ? null : deps.appOrigin + path;
    return { outcome: found.outcome, says: sentence(found, lang), statusUrl };
  });
  route(app, contract.tellReference, async ({ params, body, lang, request }) => {
    const { token: about, intent } = await follow(deps, params.token);
    if (!isOpen(intent.state)) throw contract.nothingToTell();
    const attempt = keyOf(request.headers['idempotency-key']);
    const telling = { text: body.text, about, attempt, source: 'form', lang, address: request.ip } as const;
    const found = await lookFor(deps, telling);
    const reference = found.reference ?? '';
    const says = isOpen(found.intent.state)
      ? say(payWords.toldNext, lang, { reference, hint: found.intent.buyerHint })
      : sentence(found, lang);
    return { state: found.intent.state, reference, says };
  });
  route(app, contract.listTold, async ({ principal, query }) => await listTold(deps, principal.personId, query));
}

const keyOf = (given: string | string[] | undefined): string =>
  typeof given === 'string' && given.length > 0 ? given.slice(0, 200) : randomUUID();

function aboutOf(deps: Deps, body: { phone?: string; token?: string }): Parameters<typeof lookFor>[1]['about'] {
  if (body.token !== undefined) {
    const token = deps.tokens.read(body.token);
    if (!token) throw notFound();
    return { creatorId: asCreatorId(token.creatorId), intentId: token.intentId };
  }
  if (body.phone === undefined) throw wrongShape({}, { pointer: '/phone' });
  const phone = parsePhone(body.phone);
  if (!phone.ok) throw fieldProblems([{ pointer: '/phone', says: { en: phone.says.en, am: phone.says.am } }]);
  return { phone: phone.phone };
}

const sentence = ({ outcome, intent }: Found, lang: Language): string =>
  saysOf(outcome, lang, { rail: say(railTeller(intent.rail), lang), hint: intent.buyerHint }).join(' ');
