// The checkout form: one page, no account, no cookie, no script. What was typed stays, and pressing twice is one payment.
import type { FastifyInstance } from 'fastify';
import { randomBytes } from 'node:crypto';
import { Type as T } from 'typebox';
import { alreadyOwned, priceChanged, railDown, railMissing } from '@windsurf/contracts/payments';
import { Problem } from '@windsurf/contracts/problem';
import type { Principal } from '@windsurf/contracts/principal';
import { Id } from '@windsurf/contracts/shapes';
import type { FieldError } from '@windsurf/html/forms';
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { parsePhone } from '@windsurf/phone/phone';
import type { E164 } from '@windsurf/phone/phone';
import { privatePage } from '@windsurf/service-kit/pages';
import { page } from '@windsurf/service-kit/route';
import type { PageAnswer } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { findForSale } from '../products/products.ts';
import { limitStarts } from './checkout-limits.ts';
import { checkoutDocument, ownedDocument } from './checkout-form.ts';
import type { CheckoutForm } from './checkout-form.ts';
import { startCheckout } from './checkout.ts';

const Text = T.Optional(T.String({ maxLength: 200 }));
const Typed = T.Object({ phone: Text, rail: Text, seen: Text, attempt: Text, _csrf: Text, relabel: Text });
const params = T.Object({ productId: Id });
const query = T.Object({ lang: Text });

export function checkoutPages(app: FastifyInstance, deps: Deps): void {
  const policy = {
    imgOrigins: [deps.storeOrigin],
    formActions: Object.values(deps.rails).map((rail) => rail.payOrigin),
  };
  const show = async (
    productId: string,
    lang: Language,
    given: Omit<CheckoutForm, 'product' | 'lang' | 'storeOrigin'>,
    status = 200,
  ): Promise<PageAnswer> => {
    const product = await findForSale(deps, productId);
    const form = { ...given, product, lang, storeOrigin: deps.storeOrigin };
    return privatePage(checkoutDocument(form), policy, status);
  };

  page(app, { method: 'GET', url: '/checkout/:productId', access: 'public', params, query }, async (context) => {
    const { lang, principal } = context;
    const attempt = randomBytes(16).toString('base64url');
    return await show(context.params.productId, lang, {
      csrf: csrfOf(principal),
      attempt,
      phone: '',
      rail: onlyRail(deps),
      errors: [],
    });
  });

  const shape = { method: 'POST', url: '/checkout/:productId', access: 'public', params, query, body: Typed } as const;
  page(app, shape, async ({ params: { productId }, body, lang, principal, request }) => {
    const typed = {
      csrf: csrfOf(principal),
      attempt: body.attempt ?? randomBytes(16).toString('base64url'),
      phone: body.phone ?? '',
      rail: body.rail ?? '',
    };
    if (body.relabel !== undefined) return await show(productId, lang, { ...typed, errors: [] });
    await limitStarts(deps, request.ip);
    const checked = check(deps, typed, lang);
    if ('errors' in checked) return await show(productId, lang, { ...typed, errors: checked.errors }, 422);
    try {
      const started = await startCheckout(deps, {
        productId,
        phone: checked.phone,
        rail: 'telebirr',
        lang,
        seenPrice: /^\d{1,15}$/.test(body.seen ?? '') ? Number(body.seen) : undefined,
        attempt: typed.attempt,
        reader: principal.kind === 'person' ? principal.personId : undefined,
      });
      // Whoever comes second, by a double click or the back button, follows the attempt that is there.
      return { redirect: started.payUrl ?? `/pay/${deps.tokens.sign(started.token)}?lang=${lang}` };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.type === alreadyOwned.type) {
        const product = await findForSale(deps, productId);
        const boughtAt = typeof error.extra.boughtAt === 'string' ? new Date(error.extra.boughtAt) : undefined;
        const owned = { product, boughtAt, lang, appOrigin: deps.appOrigin, storeOrigin: deps.storeOrigin };
        return privatePage(ownedDocument(owned), policy, error.status);
      }
      if (error.type === priceChanged.type || error.type === railDown.type) {
        const notice = error.type === railDown.type ? 'rail-down' : 'price-changed';
        return await show(productId, lang, { ...typed, errors: [], notice }, error.status);
      }
      throw error;
    }
  });
}

const csrfOf = (principal: Principal): string | undefined =>
  principal.kind === 'person' && principal.via === 'cookie' ? principal.csrf : undefined;

/** Where there is nothing to choose, it is chosen. */
const onlyRail = (deps: Deps): string => {
  const names = Object.keys(deps.rails);
  return names.length === 1 ? (names[0] ?? '') : '';
};

function check(
  deps: Deps,
  typed: { readonly phone: string; readonly rail: string },
  lang: Language,
): { phone: E164 } | { errors: FieldError[] } {
  const phone = parsePhone(typed.phone);
  const errors: FieldError[] = [];
  if (!phone.ok) errors.push({ field: 'phone', text: say(phone.says, lang) });
  if (!Object.hasOwn(deps.rails, typed.rail)) errors.push({ field: 'rail', text: say(railMissing.says, lang) });
  return phone.ok && errors.length === 0 ? { phone: phone.phone } : { errors };
}
