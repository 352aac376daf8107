import { openBehind } from './behind.ts';
import { CALLS, type CpsCall, type CpsConfig, wrongIn } from './cps-commands.ts';
import { type CpsTransaction, OUTCOMES, openCpsBook, type Outcome } from './cps-books.ts';
import { type CpsAnswer, type CpsRequest, printResult } from './cps-envelope.ts';
import { openPost } from './cps-post.ts';
import { CPS_CHOICES, CPS_NORMAL, CPS_STORIES, type CpsStory, type CpsSwitches, readChange } from './cps-switches.ts';
import type { Clock } from './exchange.ts';
import type { Journal } from './journal.ts';
import { openSwitchboard } from './switchboard.ts';
import { toSantim } from './birr.ts';

export type CpsRail = 'telebirr' | 'cbebirr';

/** How long after the synchronous answer an immediate Result is sent, milliseconds. */
const RESULT_DELAY = 20;

/** Answers of the API that refuse; the codes are invented and their texts say so. */
const refused = (conversation: string, code: string, text: string): CpsAnswer => ({
  conversation,
  conversationId: '',
  code,
  desc: `${text} (code invented by the sandbox)`,
});

export type Cps = ReturnType<typeof openCps>;

/**
 * One mobile-money core behind its SOAP service: books, prompts, payouts and Results. `openCpsGateway` is its door.
 * @param options.onMoney told of every transaction that moved money, for the wallet's own SMS
 */
export function openCps(options: {
  rail: CpsRail;
  config: CpsConfig;
  clock: Clock;
  journal: Journal;
  retries?: number[];
  onMoney?(transaction: CpsTransaction): void;
  log?(msg: string, facts: object): void;
}) {
  const { rail, config, clock, journal } = options;
  const kind = `cps-${rail}`;
  const book = openCpsBook({ journal, kind, clock });
  const switches = openSwitchboard<CpsSwitches>(journal, `${kind}-switches`, CPS_NORMAL);
  const behind = openBehind(options.log);
  const closers = new Set<NodeJS.Timeout>();
  const switchesOf = (one: { phone?: string | undefined; id?: string | undefined } = {}): CpsSwitches =>
    switches.of(one.phone, one.id);
  const post = openPost<{ outcome: Outcome }>({
    journal,
    kind: `${kind}-results`,
    behind,
    retries: options.retries,
    log: options.log,
    write(id, { outcome }) {
      const one = book.find(id);
      if (one === undefined) return undefined;
      const [code, desc] = OUTCOMES[outcome];
      const { conversationId, transactionId, resultUrl } = one;
      const told = code === '0' ? desc : `${desc} (code invented by the sandbox)`;
      return {
        url: resultUrl,
        headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' },
        body: printResult({ conversation: id, conversationId, transactionId, code, desc: told }),
      };
    },
    noted(id, { outcome }, answer) {
      const one = book.find(id);
      if (one !== undefined) book.note(one, { status: outcome, answer });
    },
  });

  /** Sends the Result as the switches say; ends with what is sent at once. */
  const announce = (one: CpsTransaction, after: number): Promise<void> => {
    const { result, seconds } = switchesOf(one);
    const { outcome } = one;
    if (outcome === undefined || result === 'never') return Promise.resolve();
    if (result === 'slow') {
      void post.post(one.id, { outcome }, { after: seconds * 1000 });
      return Promise.resolve();
    }
    return post.post(one.id, { outcome }, { after, times: result === 'twice' ? 2 : 1 });
  };

  /** @returns undefined when it was settled before; else ends with the Results that are sent at once */
  const settle = (
    one: CpsTransaction,
    outcome: Outcome,
    how: { force?: boolean; after?: number } = {},
  ): Promise<void> | undefined =>
    journal.together(() => {
      look(one);
      if (!book.settle(one, outcome, how.force ?? false)) return undefined;
      if (one.state === 'success') options.onMoney?.(one);
      return announce(one, how.after ?? 0);
    });

  const close = (one: CpsTransaction): void =>
    journal.together(() => {
      if (!book.close(one) || switchesOf(one).closing !== 'result') return;
      void post.post(one.id, { outcome: 'expired' });
    });
  /** A prompt that nobody answered closes by itself; this is noticed when somebody looks. */
  const look = <One extends CpsTransaction | undefined>(one: One): One => {
    if (one?.closesAt !== undefined && book.now() >= one.closesAt) close(one);
    return one;
  };
  const closeLater = (one: CpsTransaction): void => {
    if (one.closesAt === undefined || one.state !== 'open') return;
    const timer = setTimeout(
      () => {
        closers.delete(timer);
        close(one);
      },
      Math.max(0, one.closesAt - book.now()),
    ).unref();
    closers.add(timer);
  };

  /** What the switches decide in a person's place. */
  const decided = (one: CpsTransaction): Outcome | undefined => {
    const { prompt, payout } = switchesOf(one);
    if (one.kind === 'payout') return payout === 'hold' ? undefined : payout;
    if (prompt === 'ask' || prompt === 'silent') return undefined;
    return prompt === 'approve' ? 'success' : prompt === 'decline' ? 'declined' : prompt;
  };

  const accepted = (one: CpsTransaction): CpsAnswer => ({
    conversation: one.id,
    conversationId: one.conversationId,
    code: '0',
    desc: 'Accept the service request successfully.',
  });

  const begin = (request: CpsRequest, call: CpsCall, phone: string, fingerprint: string): Promise<void> | undefined =>
    journal.together(() => {
      const chosen = switchesOf({ phone, id: request.conversation });
      const made = book.create(request, { kind: call.kind, phone, fingerprint }, chosen.promptSeconds);
      const outcome = decided(made);
      if (outcome === undefined) {
        closeLater(made);
        return undefined;
      }
      const sent = settle(made, outcome, { after: chosen.result === 'early' ? 0 : RESULT_DELAY });
      return chosen.result === 'early' ? sent : undefined;
    });

  /**
   * Carries out what an envelope asks for, once: the same OriginatorConversationID again is the first answer, unless it asks for
   * something else or the switches say that it is refused.
   */
  const accept = async (request: CpsRequest): Promise<CpsAnswer> => {
    const refuse = (code: string, text: string): CpsAnswer => refused(request.conversation, code, text);
    const call = CALLS[rail].find(({ command }) => command === request.command);
    if (call === undefined) return refuse('8001', `The CommandID ${request.command} is unknown`);
    const wrong = wrongIn(request, call, config);
    if (typeof wrong !== 'string') return refuse(...wrong);
    const phone = wrong;
    const fingerprint = JSON.stringify([request.command, phone, toSantim(request.amount), request.currency]);
    const before = book.find(request.conversation);
    if (before !== undefined) {
      if (before.fingerprint !== fingerprint)
        return refuse('8009', 'The OriginatorConversationID belongs to another transaction');
      if (switchesOf(before).duplicateConversation === 'refuse')
        return refuse('8010', 'The OriginatorConversationID was used before');
      return accepted(before);
    }
    await begin(request, call, phone, fingerprint);
    const made = book.find(request.conversation);
    return made === undefined ? refuse('8011', 'The books were cleared') : accepted(made);
  };

  const must = (id: string): CpsTransaction => {
    const one = look(book.find(id));
    if (one === undefined) throw new RangeError(`No transaction ${id}`);
    return one;
  };
  const decide = async (id: string, outcome: Outcome, force = false): Promise<CpsTransaction> => {
    const one = must(id);
    const sent = settle(one, outcome, { force });
    if (sent === undefined) throw new RangeError(`Transaction ${id} is ${one.state} and cannot be decided`);
    await sent;
    return one;
  };

  return {
    rail,
    config,
    accept,
    behind: behind.run,
    pause: behind.pause,
    switchesOf,
    /** All pushes, newest first. */
    orders: (): CpsTransaction[] => book.all().filter((one) => look(one).kind === 'push'),
    /** All payouts, newest first. */
    payouts: (): CpsTransaction[] => book.all().filter(({ kind }) => kind === 'payout'),
    /** One of either, by OriginatorConversationID or ConversationID. */
    order: (id: string): CpsTransaction | undefined => look(book.find(id)),
    /**
     * The customer approves a push. Ends when the Results that are sent at once have been answered, or a first attempt failed.
     * @param decision.force also after the prompt has closed
     * @throws RangeError when there is no such transaction or it was decided before
     */
    approve: (id: string, decision: { force?: boolean } = {}) => decide(id, 'success', decision.force),
    /** The customer declines, has no money or enters a wrong PIN. Otherwise as `approve`. */
    decline: (id: string, why: 'declined' | 'wrong-pin' | 'no-money' = 'declined') => decide(id, why),
    /**
     * Ends a transaction that was held, or sends the Result of a settled one again (then `outcome` is left out or is the same).
     * @throws RangeError when there is no such transaction, or it ended otherwise
     */
    async settleResult(id: string, outcome?: Outcome): Promise<CpsTransaction> {
      const one = must(id);
      if (one.outcome === undefined) return decide(id, outcome ?? 'success', true);
      if (outcome !== undefined && outcome !== one.outcome)
        throw new RangeError(`Transaction ${id} has ended as ${one.outcome}`);
      await post.post(one.id, { outcome: one.outcome });
      return one;
    },
    /** Santim that the organization has at the provider. */
    balance: book.balance,
    setBalance: book.setBalance,
    /**
     * Turns switches for all, or for one OriginatorConversationID or one customer's number (`+2519…`). `normal` resets.
     * @throws RangeError when there is no such story, switch or value
     */
    setSwitch(change: CpsStory | Partial<CpsSwitches>, target?: string): void {
      switches.set(readChange(CPS_STORIES, CPS_CHOICES, change), target);
    },
    /** Goes on where a crash or a stop interrupted. Call once, at the start. */
    resume(): void {
      post.resume();
      for (const one of book.all()) closeLater(one);
    },
    /** Forgets transactions, Results, float and switches. */
    clear(): void {
      for (const timer of closers) clearTimeout(timer);
      closers.clear();
      post.clear();
      book.clear();
      switches.clear();
    },
    /** Ends when no Result is on its way or waiting. */
    settled: behind.settled,
    async stop(): Promise<void> {
      for (const timer of closers) clearTimeout(timer);
      await behind.stop();
    },
  };
}
