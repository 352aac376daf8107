// The five flows of the checklist (S4-48 … S4-52). Money is only ever moved on a stand-in's rail, and a production is looked
// at and not written to.
import { type Check, type CheckResult, failed, ok, skipped } from '../verify/checks.ts';
import { ask, expect, type Site, soon } from './visitor.ts';

export type SmokeWorld = {
  readonly app: Site;
  readonly store: Site;
  /** Stand-ins of the SMS gateway and the rails; undefined where the outside world is the real one. */
  readonly sandboxUrl: string | undefined;
  /** The test number that signs in. */
  readonly phone: string;
  /** Handle of the test tenant's store, to look at. */
  readonly storeHandle: string | undefined;
  /** True in production: nothing is written. */
  readonly readOnly: boolean;
};

type Signed = { readonly headers: Record<string, string> };
type Sms = { readonly text: string };

const PRICE_SANTIM = 5_000;
const KILOBYTE = 1_024;

/** A PDF of exactly one kilobyte: what it is called is what it is. */
const pdf = (): Buffer => {
  const head =
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj\n';
  const tail = 'trailer<</Root 1 0 R>>\n%%EOF\n';
  return Buffer.from(`${head}%${'x'.repeat(KILOBYTE - head.length - tail.length - 2)}\n${tail}`);
};

export const smokeChecks = (world: SmokeWorld): Check[] => {
  const { app, store, sandboxUrl } = world;
  let signed: Signed | undefined;
  let fileId: string | undefined;
  let handle = world.storeHandle;

  /** Why a flow that writes cannot be gone through here; undefined when it can. */
  const closed = (): string | undefined => {
    if (world.readOnly) return 'production is looked at and not written to';
    if (sandboxUrl === undefined) return 'nobody can read the code of the test number here: give SANDBOX_URL';
    return undefined;
  };
  const flow = (
    name: string,
    work: () => Promise<string>,
    needs: () => string | undefined = () => undefined,
  ): Check => ({
    name,
    async run(): Promise<CheckResult> {
      const why = closed();
      if (why !== undefined) return skipped(name, why);
      const missing = needs();
      return missing === undefined ? ok(name, await work()) : failed(name, missing);
    },
  });
  const sms = async (): Promise<Sms[]> => {
    const answer = await fetch(`${sandboxUrl}/sandbox/api/sms?phone=${encodeURIComponent(world.phone)}`);
    return (await answer.json()) as Sms[];
  };
  const withAccount = (): string | undefined => (signed === undefined ? 'the login did not work' : undefined);
  const mine = (): { headers: Record<string, string> } => ({ headers: signed?.headers ?? {} });

  const login = async (): Promise<string> => {
    const before = (await sms()).length;
    await expect(app, '/v1/auth/codes', 202, { body: { phone: world.phone } });
    // The stand-in shows the newest first.
    const code = await soon('the code by SMS', async () => {
      const all = await sms();
      return all.length > before ? /\b(\d{6})\b/.exec(all[0]?.text ?? '')?.[1] : undefined;
    });
    const body = { phone: world.phone, code, as: 'creator', answerWith: 'tokens' };
    const { accessToken } = (await expect(app, '/v1/auth/sessions', 201, { body })).json();
    signed = { headers: { authorization: `Bearer ${String(accessToken)}` } };
    await expect(app, '/v1/auth/sessions', 200, mine());
    return 'a code was texted, and a session began with it';
  };
  const tenant = async (): Promise<string> => {
    const own = await ask(app, '/v1/stores/mine', mine());
    if (own.status === 404) {
      handle = `smoke-${world.phone.slice(-8)}`;
      const body = { displayName: 'Smoke test', handle, lang: 'en' };
      await expect(app, '/v1/stores', 201, { ...mine(), body });
      await ask(app, '/v1/stores/mine/onboarding', { ...mine(), body: { making: 'teacher', step: 'page' } });
      return `the test tenant's store was opened at @${handle}`;
    }
    if (own.status !== 200) throw new Error(`GET /v1/stores/mine answered ${own.status}`);
    handle = String(own.json().handle);
    return `the test tenant's store is @${handle}`;
  };
  /** A brand's profile and a draft, the same one each time, so that a tenant that lives long has one campaign. */
  const campaign = async (): Promise<string> => {
    const profile = { name: 'Smoke test', about: '', website: null };
    await expect(app, '/v1/offers/brand', 200, { ...mine(), method: 'PUT', body: profile });
    const id = `00000000-0000-7000-8000-${world.phone.replace(/\D/g, '').padStart(12, '0').slice(-12)}`;
    const draft = { id, title: 'Smoke test', brief: '', budgetSantim: null };
    await expect(app, '/v1/campaigns', 201, { ...mine(), body: draft });
    const kept = (await expect(app, `/v1/campaigns/${id}`, 200, mine())).json();
    if (kept.state !== 'draft') throw new Error(`the campaign is kept as ${String(kept.state)}`);
    return 'a draft was kept and read back';
  };
  const upload = async (): Promise<string> => {
    const bytes = pdf();
    const first = { name: 'smoke.pdf', sizeBytes: bytes.length };
    type Begun = { file: { id: string }; parts: { url: string }[] };
    const begun = (await expect(app, '/v1/delivery/files', 201, { ...mine(), body: first })).json() as Begun;
    const { file, parts } = begun;
    for (const { url } of parts) {
      const put = await fetch(url, { method: 'PUT', body: new Uint8Array(bytes) });
      if (!put.ok) throw new Error(`the object store answered ${put.status}`);
    }
    await expect(app, `/v1/delivery/files/${file.id}/complete`, 200, { ...mine(), body: {} });
    const kept = (await expect(app, `/v1/delivery/files/${file.id}`, 200, mine())).json();
    if (kept.sizeBytes !== bytes.length) throw new Error(`the file is kept as ${String(kept.sizeBytes)} bytes`);
    // One that is given up leaves nothing behind.
    const second = { name: 'smoke-given-up.pdf', sizeBytes: bytes.length };
    const other = (await expect(app, '/v1/delivery/files', 201, { ...mine(), body: second })).json() as typeof begun;
    await expect(app, `/v1/delivery/files/${other.file.id}`, 200, { ...mine(), method: 'DELETE' });
    fileId = file.id;
    return `${bytes.length} bytes put and read back; one upload given up`;
  };
  const pay = async (): Promise<string> => {
    const made = await expect(app, '/v1/products', 201, {
      ...mine(),
      body: { title: 'Smoke test', priceSantim: PRICE_SANTIM, fileId: fileId ?? '' },
    });
    const productId = String(made.json().id);
    await soon('the product on sale', async () => {
      const { status } = await ask(app, `/v1/products/${productId}/publish`, { ...mine(), body: {} });
      return status === 200 ? true : undefined;
    });
    try {
      return await buy(productId);
    } finally {
      await ask(app, `/v1/products/${productId}/withdraw`, { ...mine(), body: {} });
    }
  };
  const buy = async (productId: string): Promise<string> => {
    await soon('the product at the checkout', async () =>
      (await ask(app, `/v1/payments/products/${productId}/offer`)).status === 200 ? true : undefined,
    );
    const body = { productId, phone: world.phone, rail: 'telebirr', lang: 'en', seenPriceSantim: PRICE_SANTIM };
    const { token } = (await expect(app, '/v1/payments/checkouts', 201, { body })).json() as { token: string };
    // The token names its payment, and the stand-in calls it by that.
    const order = Buffer.from(token, 'base64url').subarray(17, 33).toString('hex');
    await soon('the payment on the stand-in of telebirr', async () => {
      const approved = await fetch(`${sandboxUrl}/sandbox/api/orders/${order}/approve`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ phone: world.phone }),
      });
      return approved.status < 300 ? true : undefined;
    });
    const state = await soon('the payment to be settled', async () => {
      const seen = (await expect(app, `/v1/payments/checkouts/${token}`, 200)).json();
      return seen.state === 'succeeded' || seen.state === 'failed' ? String(seen.state) : undefined;
    });
    if (state !== 'succeeded') throw new Error(`the payment ended ${state}`);
    return `${PRICE_SANTIM / 100} birr on the stand-in of telebirr, settled`;
  };

  /** Whether the search names the test tenant. */
  const found = async (): Promise<boolean> => {
    const asked = `/v1/creators?search=${encodeURIComponent(String(handle ?? '').replaceAll('-', ' '))}`;
    const { items } = (await expect(app, asked, 200)).json() as { items?: { handle?: string }[] };
    if (!Array.isArray(items)) throw new Error('the search answers no list');
    return items.some((item) => item.handle === handle);
  };
  /** In a production the search is asked; elsewhere the test tenant's page is found while it is public, and not after. */
  const discovery = async (): Promise<CheckResult> => {
    const name = 'discovery search';
    const page = await expect(store, '/discover', 200);
    if (!page.text.includes('<html')) return failed(name, '/discover is no page');
    const there = await found();
    if (closed() !== undefined || signed === undefined)
      return ok(name, `answers${there ? `, and finds @${handle}` : ''}`);
    const own = (await expect(app, '/v1/stores/mine', 200, mine())).json() as { draft: { version: number } };
    await expect(app, '/v1/stores/mine/publish', 200, { ...mine(), body: { draftVersion: own.draft.version } });
    await soon('the test tenant to be found', async () => ((await found()) ? true : undefined));
    await expect(app, '/v1/stores/mine/unpublish', 200, { ...mine(), body: {} });
    await soon('the test tenant to be found no more', async () => ((await found()) ? undefined : true));
    return ok(name, `found @${handle} while its page was public`);
  };

  return [
    {
      name: 'pages',
      async run() {
        const results = [ok('app', `answers ${(await expect(app, '/', 200)).status}`)];
        if (handle === undefined) return results;
        const page = await expect(store, `/@${handle}`, 200);
        return [
          ...results,
          page.text.includes('<html') ? ok('store page', `@${handle}`) : failed('store page', 'is no page'),
        ];
      },
    },
    flow('login', login),
    flow('test tenant', tenant, withAccount),
    flow('campaign draft', campaign, withAccount),
    flow('upload of a 1-KB file', upload, withAccount),
    { name: 'discovery search', run: discovery },
    flow(
      'payment in test mode',
      pay,
      () => withAccount() ?? (fileId === undefined ? 'there is no file to sell' : undefined),
    ),
  ];
};
