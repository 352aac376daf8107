// The pages of a gift, by the addresses in messages. Its giver needs no more than the address; whoever opens it has proven
// the number it was sent to.
import type { FastifyInstance } from 'fastify';
import { Type as T } from 'typebox';
import { giftToYourself } from '@windsurf/contracts/payments-gifts';
import { Problem, notFound } from '@windsurf/contracts/problem';
import type { Principal } from '@windsurf/contracts/principal';
import type { FieldError } from '@windsurf/html/forms';
import { inLanguage } from '@windsurf/html/page';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { asLanguage } from '@windsurf/language/pick';
import { giftWords as words } from '@windsurf/language/words-gifts';
import { parsePhone } from '@windsurf/phone/phone';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import type { PageAnswer } from '@windsurf/service-kit/route';
import { limitStarts } from '../checkout/checkout-limits.ts';
import { csrfOf } from '../checkout/checkout-visit.ts';
import { linkOfIntent } from '../checkout/link.ts';
import type { Deps } from '../deps.ts';
import { claim, moveGift, ownsAlready, sendAgain, sendBack } from './gift-deeds.ts';
import { giverDocument, receiverDocument } from './gift-document.ts';
import type { GiftPage, Reader } from './gift-document.ts';
import { giftOfLink, giftPath, openedWords } from './gifts.ts';
import type { FoundGift } from './gifts.ts';

const Text = T.Optional(T.String({ maxLength: 200 }));
const params = T.Object({ token: T.String({ maxLength: 100 }) });
const query = T.Object({ lang: Text, done: Text });
const Sent = T.Object({ do: Text, to: Text, _csrf: T.Optional(T.String()) });
const done = {
  again: words.againDone,
  move: words.moved,
  on: words.handedOn,
  back: words.sentBack,
  claim: words.hers,
} as const;
// The address is the key: no other place may hear of it.
const headers = { 'cache-control': 'private, no-store', 'referrer-policy': 'same-origin' };

type Visit = {
  readonly token: string;
  readonly found: FoundGift;
  readonly lang: Language;
  readonly principal: Principal;
};
type Shown = { readonly typed?: string; readonly errors?: readonly FieldError[]; readonly notice?: GiftPage['notice'] };

export function giftPages(app: FastifyInstance, deps: Deps): void {
  page(app, { method: 'GET', url: '/pay/g/:token', access: 'public', params, query }, async (context) => {
    const { token } = context.params;
    const found = await giftOfLink(deps, token);
    const lang = asLanguage(context.query.lang) ?? found.gift.lang;
    const was = Object.entries(done).find(([name]) => name === context.query.done)?.[1];
    const notice = was === undefined ? undefined : { kind: 'ok' as const, text: say(was, lang) };
    return await draw(deps, { token, found, lang, principal: context.principal }, { notice });
  });

  const shape = { method: 'POST', url: '/pay/g/:token', access: 'public', params, query, body: Sent } as const;
  page(app, shape, async ({ params: { token }, query: asked, body, principal, request }) => {
    const found = await giftOfLink(deps, token);
    const lang = asLanguage(asked.lang) ?? found.gift.lang;
    const visit = { token, found, lang, principal };
    // Her session is over: the page itself says how to go on.
    if (!found.giver && principal.kind !== 'person') return { redirect: `${giftPath(token)}?lang=${lang}`, headers };
    const typed = body.to ?? '';
    try {
      // Each number that is typed is a person that auth is asked for.
      if (body.do === 'move' || body.do === 'on') await limitStarts(deps, request.ip);
      const wrong = await press(deps, visit, body.do, typed);
      if (wrong !== undefined) return await draw(deps, visit, { typed, errors: [{ field: 'to', text: wrong }] }, 422);
      // Handed on or moved away, the address is nobody's any more.
      const away = body.do === 'on' ? `/k?lang=${lang}` : `${giftPath(token)}?done=${body.do ?? ''}&lang=${lang}`;
      return { redirect: away, headers };
    } catch (error) {
      if (!(error instanceof Problem) || error.status === 429 || error.status === 404) throw error;
      const now = { ...visit, found: await giftOfLink(deps, token) };
      if (error.type === giftToYourself.type)
        return await draw(deps, now, { typed, errors: [{ field: 'to', text: say(words.otherNumber, lang) }] }, 422);
      const notice = { kind: 'warn', text: say(error.says, lang, error.params) } as const;
      return await draw(deps, now, { typed, notice }, error.status);
    }
  });
}

/** Does what was pressed; what is wrong with the number, if anything. Nobody does what is another's to do. */
async function press(deps: Deps, visit: Visit, wish: string | undefined, typed: string): Promise<string | undefined> {
  const { found, lang, principal } = visit;
  const { creatorId, gift, giver } = found;
  const { intentId } = gift;
  const personId = principal.kind === 'person' ? principal.personId : undefined;
  const moves = giver ? wish === 'move' : wish === 'on';
  const to = moves ? parsePhone(typed) : undefined;
  if (to?.ok === false) return say(to.says, lang);
  if (giver) {
    if (wish === 'again') await sendAgain(deps, creatorId, intentId);
    else if (to) await moveGift(deps, creatorId, intentId, { to: to.phone, lang, by: 'giver' });
    else throw notFound();
    return undefined;
  }
  if (personId === undefined) throw notFound();
  if (wish === 'claim') await claim(deps, creatorId, intentId, personId);
  else if (wish === 'back') await sendBack(deps, creatorId, intentId, personId);
  else if (to) await moveGift(deps, creatorId, intentId, { to: to.phone, lang, by: 'receiver', personId });
  else throw notFound();
  return undefined;
}

async function draw(deps: Deps, visit: Visit, shown: Shown, status = 200): Promise<PageAnswer> {
  const { found, lang, token, principal } = visit;
  const { creatorId, gift, giver } = found;
  const props: GiftPage = {
    gift,
    ...openedWords(deps, gift),
    lang,
    path: giftPath(token),
    csrf: csrfOf(principal),
    typed: shown.typed ?? '',
    errors: shown.errors ?? [],
    notice: shown.notice,
    storeOrigin: deps.storeOrigin,
  };
  const html = giver
    ? giverDocument(props, (await linkOfIntent(deps, creatorId, gift.intentId)).url)
    : receiverDocument(props, await readerOf(deps, visit));
  const drawn = privatePage(html, {}, status);
  return { ...drawn, headers: { ...drawn.headers, ...headers } };
}

/** Only whoever has proven the number that it was sent to is its receiver. */
async function readerOf(deps: Deps, { found, lang, token, principal }: Visit): Promise<Reader> {
  const back = inLanguage(giftPath(token), lang);
  if (principal.kind !== 'person')
    return { is: 'nobody', signIn: inLanguage(`/v1/auth/refresh?return=${encodeURIComponent(back)}`, lang) };
  const { creatorId, gift } = found;
  const { personId } = principal;
  if (personId !== gift.receiverId)
    return { is: 'another', signIn: inLanguage(`/sign-in?return=${encodeURIComponent(back)}`, lang) };
  const open = gift.state === 'waiting' || gift.state === 'sent';
  const owns =
    open && (await deps.tenancy.inCreator(creatorId, async (tx) => await ownsAlready(tx, creatorId, gift, personId)));
  return { is: 'receiver', owns, openUrl: inLanguage('/k', lang) };
}
