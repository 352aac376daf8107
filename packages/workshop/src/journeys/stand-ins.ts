// The outside world in a journey: what the wallets and banks do, told and asked over the stand-ins' own API.
const sandboxUrl = process.env.SANDBOX_URL ?? '';

async function ask(path: string, body?: object): Promise<unknown> {
  const sent = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const answer = await fetch(`${sandboxUrl}/sandbox${path}`, sent);
  if (!answer.ok) throw new Error(`the sandbox refused ${path}: ${await answer.text()}`);
  return await answer.json();
}

/** A story by name, or single switches, for all until another is told. `cps` are payouts and prompts. */
export const tell = async (rail: 'webirr' | 'cps' | 'telebirr', story: string, more: object = {}): Promise<void> =>
  void (await ask('/switches', { rail, story, ...more }));

export type Bill = {
  readonly code: string;
  /** Withdrawn by the merchant. */
  readonly deletedAt?: number;
  readonly state: string;
  readonly amount: string;
};
/** A bill of WeBirr by its code; undefined when the code is nobody's. */
export const billOf = async (code: string): Promise<Bill & { readonly payments: readonly unknown[] }> =>
  (await ask(`/api/webirr/${code}`)) as Bill & { payments: unknown[] };
/** What a bank does about a bill. */
export const atTheBank = async (code: string, what: 'pay' | 'confirm' | 'reverse', how: object = {}): Promise<void> =>
  void (await ask(`/api/webirr/${code}/${what}`, how));

export type Transfer = {
  readonly id: string;
  readonly phone: string;
  readonly amount: string;
  readonly state: string;
};
/** Prompts on phones, the newest first. */
export const prompts = async (): Promise<Transfer[]> => (await ask('/api/cps/orders')) as Transfer[];
/** Money sent out, the newest first. */
export const payouts = async (): Promise<Transfer[]> => (await ask('/api/cps/payouts')) as Transfer[];
export const answerPrompt = async (id: string, what: 'approve' | 'decline', how: object = {}): Promise<void> =>
  void (await ask(`/api/cps/orders/${id}/${what}`, how));
/** Sends the Result of a prompt or a payout, again or at last. */
export const sendResult = async (id: string, outcome?: string): Promise<void> =>
  void (await ask(`/api/cps/orders/${id}/result`, outcome === undefined ? {} : { outcome }));

/** Asks again until there is an answer; throws after a while. */
export async function soon<R>(
  what: string,
  look: () => Promise<R | undefined | false>,
  patienceMs = 15_000,
): Promise<R> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > end) throw new Error(`${what}: waited too long`);
    await new Promise((resolve) => {
      setTimeout(resolve, 80);
    });
  }
}
