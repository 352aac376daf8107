import { toBirr, toSantim, wrongAmount } from './birr.ts';
import type { Chapa } from './chapa.ts';
import { CHAPA_BANKS, type ChapaCharge } from './chapa-books.ts';
import type { ChapaSwitches } from './chapa-switches.ts';
import { type Exchange, type Part, readFields, sendJson, sendText, textOf } from './exchange.ts';

type Call = Exclude<ChapaSwitches['calls'], 'all'>;
type Outcome = { status: number; message: string; data: unknown; after?: () => void };

const done = (message: string, data: unknown, after?: () => void): Outcome => ({
  status: 200,
  message,
  data,
  ...(after === undefined ? {} : { after }),
});
const refused = (message: string, status = 400): Outcome => ({ status, message, data: null });

/** Path patterns of the calls; the last group is the reference. */
const CALLS: [method: string, path: RegExp, call: Call][] = [
  ['POST', /^\/transaction\/initialize$/, 'initialize'],
  ['GET', /^\/transaction\/verify\/([^/]+)$/, 'verify'],
  ['POST', /^\/refund\/([^/]+)$/, 'refund'],
  ['POST', /^\/transfers$/, 'transfer'],
  ['GET', /^\/transfers\/verify\/([^/]+)$/, 'verify-transfer'],
  ['GET', /^\/banks$/, 'banks'],
];

/** An amount as text, whether it came as text or as a JSON number; undefined when it is none. */
function readAmount(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^\d{1,10}(\.\d{1,2})?$/.test(text) && toSantim(text) > 0 ? text : undefined;
}
const isAddress = (text: string): boolean => /^https?:\/\/\S+$/.test(text) && URL.canParse(text);
const instant = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}.000000Z`;

/** The merchant's API of Chapa, under `/chapa/v1/`. */
export function openChapaGateway(chapa: Chapa): Part {
  const { books, config } = chapa;

  const initialize = (fields: Record<string, unknown>, origin: string): Outcome => {
    const field = (name: string): string => textOf(fields, name);
    const txRef = field('tx_ref');
    const amount = readAmount(fields['amount']);
    const [email, phone] = [field('email'), field('phone_number')];
    if (amount === undefined) return refused('The amount must be a number with at most two decimals.');
    if (field('currency') !== 'ETB') return refused('The currency is not supported.');
    if (!/^[\w.-]{1,64}$/.test(txRef)) return refused('The tx_ref is invalid.');
    if (email !== '' && !/^\S+@\S+\.\S+$/.test(email)) return refused('The email must be a valid email address.');
    if (phone !== '' && !/^0[79]\d{8}$/.test(phone))
      return refused('The phone number is invalid: 09xxxxxxxx or 07xxxxxxxx.');
    for (const name of ['callback_url', 'return_url'])
      if (field(name) !== '' && !isAddress(field(name))) return refused(`The ${name} is not a valid address.`);
    if (books.charge(txRef) !== undefined) return refused('Transaction reference has been used before');
    const optional = { email, phoneNumber: phone, firstName: field('first_name'), lastName: field('last_name') };
    const addresses = { callbackUrl: field('callback_url'), returnUrl: field('return_url') };
    const { customization } = fields;
    const charge = books.create({
      txRef,
      amount,
      currency: 'ETB',
      ...Object.fromEntries(Object.entries({ ...optional, ...addresses }).filter(([, value]) => value !== '')),
      ...(typeof customization === 'object' && customization !== null
        ? { customization: customization as Record<string, unknown> }
        : {}),
    });
    return done('Hosted Link', { checkout_url: `${origin}/chapa/checkout/payment/${charge.pageId}` }, () =>
      chapa.chargeByItself(charge),
    );
  };

  const number = (txRef: string, amount: string): string | number =>
    chapa.switchesOf(txRef).amounts === 'number' ? Number(amount) : amount;
  const verify = (txRef: string): Outcome => {
    const charge = books.charge(txRef);
    if (charge === undefined) return refused('Invalid transaction or Transaction not found', 404);
    const said = chapa.switchesOf(txRef).verify;
    const wrong = said === 'wrong-amount' && charge.state === 'success';
    return done('Payment details', {
      first_name: charge.firstName ?? null,
      last_name: charge.lastName ?? null,
      email: charge.email ?? null,
      currency: charge.currency,
      amount: number(txRef, wrong ? wrongAmount(charge.amount) : charge.amount),
      charge: number(txRef, '0.00'),
      mode: 'test',
      method: charge.method ?? null,
      type: 'API',
      status: said === 'pending' ? 'pending' : charge.state,
      reference: charge.state === 'success' ? charge.reference : null,
      tx_ref: txRef,
      customization: charge.customization ?? null,
      meta: null,
      created_at: instant(charge.createdAt),
      updated_at: instant(charge.decidedAt ?? charge.createdAt),
    });
  };

  const refund = (txRef: string, fields: Record<string, unknown>): Outcome => {
    const charge = books.charge(txRef);
    if (charge === undefined) return refused('Invalid transaction or Transaction not found', 404);
    const asked = textOf(fields, 'reference');
    const describe = (one: ChapaCharge['refunds'][number]): Outcome =>
      done('Refund processed', {
        tx_ref: txRef,
        ref_id: one.reference,
        merchant_reference: one.asked ?? null,
        amount: number(txRef, toBirr(one.amount)),
        currency: charge.currency,
        status: 'refunded',
      });
    const before = asked === '' ? undefined : charge.refunds.find((one) => one.asked === asked);
    if (before !== undefined) return describe(before);
    if (charge.state !== 'success') return refused('This transaction is not paid');
    const left = books.refundable(charge);
    const wanted =
      fields['amount'] === undefined || fields['amount'] === '' ? toBirr(left) : readAmount(fields['amount']);
    if (wanted === undefined) return refused('The amount must be a number with at most two decimals.');
    if (left === 0 || toSantim(wanted) > left) return refused('The refund amount exceeds the paid amount');
    if (chapa.switchesOf(txRef).refunds === 'failed') return refused('The refund could not be processed');
    return describe(books.refund(charge, toSantim(wanted), asked === '' ? undefined : asked));
  };

  const transfer = (fields: Record<string, unknown>): Outcome => {
    const field = (name: string): string => textOf(fields, name);
    const amount = readAmount(fields['amount']);
    const bankCode = Number(fields['bank_code']);
    const bank = CHAPA_BANKS.find(({ id }) => id === bankCode);
    const [reference, accountNumber, accountName] = [
      field('reference'),
      field('account_number'),
      field('account_name'),
    ];
    if (amount === undefined) return refused('The amount must be a number with at most two decimals.');
    if (field('currency') !== 'ETB') return refused('The currency is not supported.');
    if (!/^[\w.-]{1,64}$/.test(reference)) return refused('The reference is required.');
    if (bank === undefined) return refused('The bank code is invalid.');
    if (accountName.trim() === '') return refused('The account name is required.');
    if (!/^\d+$/.test(accountNumber) || accountNumber.length !== bank.acct_length)
      return refused(`The account number must have ${bank.acct_length} digits.`);
    if (books.transfer(reference) !== undefined) return refused('Transfer reference has been used before');
    const made = books.addTransfer({ reference, accountName, accountNumber, amount, currency: 'ETB', bankCode });
    return done('Transfer Queued Successfully', reference, () => chapa.transferByItself(made));
  };
  const verifyTransfer = (reference: string): Outcome => {
    const made = books.transfer(reference);
    if (made === undefined) return refused('Transfer not found', 404);
    return done('Transfer details', {
      account_name: made.accountName,
      account_number: made.accountNumber,
      amount: number(reference, made.amount),
      charge: number(reference, '0.00'),
      currency: made.currency,
      bank_code: made.bankCode,
      bank_name: CHAPA_BANKS.find(({ id }) => id === made.bankCode)?.name ?? null,
      chapa_transfer_id: made.chapaReference,
      mode: 'test',
      status: made.state,
      tx_ref: reference,
      created_at: instant(made.createdAt),
      updated_at: instant(made.decidedAt ?? made.createdAt),
    });
  };

  const carryOut = (call: Call, subject: string, fields: Record<string, unknown>, origin: string): Outcome => {
    switch (call) {
      case 'initialize':
        return initialize(fields, origin);
      case 'verify':
        return verify(subject);
      case 'refund':
        return refund(subject, fields);
      case 'transfer':
        return transfer(fields);
      case 'verify-transfer':
        return verifyTransfer(subject);
      default:
        return done(
          'Banks retrieved',
          CHAPA_BANKS.map((bank) => ({ ...bank, currency: 'ETB' })),
        );
    }
  };

  const answer = (exchange: Exchange, { status, message, data }: Outcome): true =>
    sendJson(exchange, status, { message, status: status === 200 ? 'success' : 'failed', data });

  return async (exchange) => {
    const { method, path, request, response } = exchange;
    if (!path.startsWith('/chapa/v1/')) return false;
    const rest = path.slice('/chapa/v1'.length);
    const [, pattern, call] = CALLS.find(([verb, one]) => verb === method && one.test(rest)) ?? [];
    if (pattern === undefined || call === undefined) return answer(exchange, refused('Not found', 404));
    if (request.headers.authorization !== `Bearer ${config.secretKey}`)
      return answer(exchange, refused('Invalid API Key or User doesn’t exist', 401));
    let fields: Record<string, unknown> = {};
    try {
      if (method === 'POST') fields = await readFields(exchange);
    } catch {
      return answer(exchange, refused('The body cannot be read.'));
    }
    const named = decodeURIComponent(pattern.exec(rest)?.[1] ?? '');
    const subject = named || textOf(fields, 'tx_ref') || textOf(fields, 'reference');
    const { answers, calls, seconds } = chapa.switchesOf(subject);
    const played = calls === 'all' || calls === call ? answers : 'normal';
    if (played === 'down') return sendText(exchange, 503, 'Service Unavailable');
    if (played === 'quota') return sendText(exchange, 429, 'Too Many Requests');
    const outcome = carryOut(call, subject, fields, `http://${request.headers.host ?? 'localhost'}`);
    if (played === 'cut' || played === 'timeout-after') {
      if (played === 'cut') response.destroy();
      outcome.after?.();
      return new Promise((settle) => {
        if (response.destroyed) settle(true);
        else response.once('close', () => settle(true));
      });
    }
    if (played === 'slow') await chapa.behind.pause(seconds * 1000);
    answer(exchange, outcome);
    outcome.after?.();
    return true;
  };
}
