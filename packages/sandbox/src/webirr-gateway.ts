import { toBirr, toSantim } from './birr.ts';
import { eat } from './east-africa-time.ts';
import { type Exchange, type Part, sendJson, sendText } from './exchange.ts';
import type { Webirr } from './webirr.ts';
import { type Bill, type BillPayment, type BillText, digitsOf, grouped } from './webirr-books.ts';
import { wireBill, wirePayment } from './webirr-message.ts';
import type { WebirrSwitches } from './webirr-switches.ts';

/** The outcome of one call: a result, or a business error that comes with HTTP 200 like everything else. */
type Outcome =
  | { res: unknown; after?: () => void }
  | { error: string; errorCode: 'ERROR_INVALID_INPUT' | 'ERROR_INVALID_INPUT_DUP_REF' };
type Call = Exclude<WebirrSwitches['calls'], 'all'>;

const invalid = (error: string): Outcome => ({ error, errorCode: 'ERROR_INVALID_INPUT' });
const LARGEST_PAGE = 1000;

const CALLS: Record<string, Call> = {
  'POST einvoice/api/bill': 'create',
  'PUT einvoice/api/bill': 'update',
  'DELETE einvoice/api/bill': 'delete',
  'GET einvoice/api/bill': 'bill',
  'GET einvoice/api/bills': 'bills',
  'GET einvoice/api/paymentStatus': 'status',
  'GET einvoice/api/payments': 'payments',
  'GET einvoice/api/banks': 'banks',
  'GET merchant/stat': 'stat',
};

/** @returns the bill of a request's body, or the provider's words for the first thing that is wrong in it */
function readBill(body: unknown, merchantId: string): BillText | string {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'invalid bill';
  const fields = body as Record<string, unknown>;
  const names = [
    'amount',
    'customerCode',
    'customerName',
    'time',
    'description',
    'billReference',
    'merchantID',
  ] as const;
  for (const name of names) if (typeof fields[name] !== 'string') return `${name} is not a text`;
  const text = fields as Omit<BillText, 'customerPhone' | 'extras'>;
  const { customerPhone = '', extras = {} } = fields;
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(text.amount) || toSantim(text.amount) === 0) return 'invalid amount';
  if (text.customerName.trim() === '') return 'customerName is required';
  if (text.description.trim() === '') return 'description is required';
  if (text.billReference.trim() === '') return 'billReference is required';
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(text.time)) return 'time is not yyyy-MM-dd HH:mm';
  if (text.merchantID !== merchantId) return 'merchantID is not the merchant of this key';
  if (typeof customerPhone !== 'string') return 'customerPhone is not a text';
  if (typeof extras !== 'object' || extras === null || Object.values(extras).some((one) => typeof one !== 'string'))
    return 'extras is not a map of texts';
  const { amount, customerCode, customerName, time, description, billReference, merchantID } = text;
  return {
    amount,
    customerCode,
    customerName,
    customerPhone,
    time,
    description,
    billReference,
    merchantID,
    extras: extras as Record<string, string>,
  };
}

/** The merchant's API of WeBirr, under `/webirr/`. */
export function openWebirrGateway(webirr: Webirr): Part {
  const { config, books } = webirr;
  const { merchantId } = config;

  const live = (id: string): Bill | undefined => {
    const bill = books.bill(id);
    return bill?.deletedAt === undefined ? bill : undefined;
  };
  const create = (body: unknown): Outcome => {
    const text = readBill(body, merchantId);
    if (typeof text === 'string') return invalid(text);
    // a reference stays taken even when its bill was deleted
    if (books.byReference(text.billReference) !== undefined)
      return { error: 'duplicate bill reference', errorCode: 'ERROR_INVALID_INPUT_DUP_REF' };
    const bill = books.create(text);
    return { res: grouped(bill.code), after: () => webirr.payByItself(bill) };
  };
  const update = (body: unknown): Outcome => {
    const text = readBill(body, merchantId);
    if (typeof text === 'string') return invalid(text);
    const bill = books.byReference(text.billReference);
    if (bill === undefined || bill.deletedAt !== undefined) return invalid('invalid bill reference');
    if (bill.paymentStatus !== 0) return invalid('bill is paid or being paid');
    books.update(bill, { ...text, billReference: bill.billReference });
    return { res: 'OK' };
  };
  const remove = (code: string): Outcome => {
    const bill = live(code);
    if (bill === undefined) return invalid('invalid payment code');
    const { deleteWhilePaying } = webirr.switchesOf(bill.code);
    if (bill.paymentStatus === 2 || (bill.paymentStatus === 1 && !deleteWhilePaying))
      return invalid('bill is paid or being paid');
    books.remove(bill);
    return { res: 'OK' };
  };

  const told = (payment: BillPayment): object => {
    const switches = webirr.switchesOf(payment.code);
    return wirePayment(payment, switches, { wrong: switches.status === 'wrong-amount' });
  };
  const status = (code: string): Outcome => {
    const bill = books.bill(code);
    const payments = bill === undefined ? [] : books.paymentsOf(bill.code);
    if (bill === undefined || (bill.deletedAt !== undefined && payments.length === 0))
      return invalid('invalid payment code');
    const payment = payments.find((one) => one.status === 2) ?? payments.find((one) => one.status === 1);
    if (payment === undefined) return { res: { status: 0, data: null } };
    const stale = webirr.switchesOf(bill.code).status === 'stale';
    if (!stale || payment.status === 1) return { res: { status: payment.status, data: told(payment) } };
    const { confirmedAt: _confirmedAt, ...before } = payment;
    return { res: { status: 1, data: told({ ...before, status: 1 }) } };
  };

  /** One page of the `shown` of `items`, which are in the order of their last change. */
  const page = <Item extends { updateTimeStamp: string }>(
    query: Map<string, string>,
    items: Item[],
    shown: (item: Item) => boolean,
    print: (item: Item) => object,
  ): Outcome => {
    const after = query.get('last_timestamp') ?? '';
    const limit = Number(query.get('limit') ?? '100');
    if (!/^\d*$/.test(after)) return invalid('invalid last_timestamp');
    if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_PAGE) return invalid('invalid limit');
    const { cursor, feed } = webirr.switchesOf(undefined);
    const found = items.findIndex(({ updateTimeStamp: at }) => (cursor === 'inclusive' ? at >= after : at > after));
    const from = found < 0 ? items.length : found;
    // one of an earlier page comes again, where this leaves room for something new
    const again = feed === 'repeats' && limit > 1 ? items.slice(0, from).findLast(shown) : undefined;
    const listed = again === undefined ? [] : [again];
    for (let index = from; index < items.length && listed.length < limit; index++) {
      const item = items[index];
      if (item !== undefined && shown(item)) listed.push(item);
    }
    return { res: listed.map(print) };
  };
  const listBills = (query: Map<string, string>): Outcome => {
    const wanted = query.get('payment_status') ?? '-1';
    if (!/^(-1|0|1|2)$/.test(wanted)) return invalid('invalid payment_status');
    const bills = books.bills().toSorted((a, b) => (a.updateTimeStamp < b.updateTimeStamp ? -1 : 1));
    const shown = ({ deletedAt, paymentStatus }: Bill): boolean =>
      deletedAt === undefined && (wanted === '-1' || paymentStatus === Number(wanted));
    return page(query, bills, shown, (bill) => wireBill(bill, webirr.switchesOf(bill.code)));
  };
  const listPayments = (query: Map<string, string>): Outcome => {
    const shown = ({ status, code }: BillPayment): boolean =>
      status === 3 || (status === 2 && webirr.switchesOf(code).status !== 'stale');
    return page(query, books.payments(), shown, told);
  };
  const readOne = (query: Map<string, string>): Outcome => {
    const code = query.get('wbc_code');
    const reference = query.get('bill_reference');
    const bill = code === undefined ? books.byReference(reference ?? '') : books.bill(code);
    if (bill === undefined || bill.deletedAt !== undefined)
      return invalid(code === undefined ? 'invalid bill reference' : 'invalid payment code');
    return { res: wireBill(bill, webirr.switchesOf(bill.code)) };
  };
  const statistics = (query: Map<string, string>): Outcome => {
    const [from = '', to = ''] = [query.get('date_from'), query.get('date_to')];
    if (![from, to].every((date) => /^\d{4}-\d\d-\d\d$/.test(date))) return invalid('invalid date');
    const bills = books
      .bills()
      .filter(
        ({ createdAt, deletedAt }) =>
          deletedAt === undefined && eat(createdAt).slice(0, 10) >= from && eat(createdAt).slice(0, 10) <= to,
      );
    const paid = bills.filter((bill) => bill.paymentStatus === 2);
    const sum = (some: Bill[]): number => some.reduce((total, bill) => total + toSantim(bill.amount), 0);
    const figures = {
      NBills: bills.length,
      NBillsPaid: paid.length,
      NBillsUnpaid: bills.length - paid.length,
      AmountBills: toBirr(sum(bills)),
      AmountPaid: toBirr(sum(paid)),
      AmountUnpaid: toBirr(sum(bills) - sum(paid)),
    };
    const camel = webirr.switchesOf(undefined).statCase === 'camel';
    const name = (pascal: string): string => (camel ? pascal.charAt(0).toLowerCase() + pascal.slice(1) : pascal);
    return { res: Object.fromEntries(Object.entries(figures).map(([one, value]) => [name(one), value])) };
  };

  const carryOut = async (call: Call, query: Map<string, string>, { body }: Exchange): Promise<Outcome> => {
    const code = digitsOf(query.get('wbc_code') ?? '');
    switch (call) {
      case 'create':
        return create(readJson(await body()));
      case 'update':
        return update(readJson(await body()));
      case 'delete':
        return remove(code);
      case 'bill':
        return readOne(query);
      case 'bills':
        return listBills(query);
      case 'status':
        return status(code);
      case 'payments':
        return listPayments(query);
      case 'banks':
        return { res: webirr.banks() };
      default:
        return statistics(query);
    }
  };

  const refuse = (exchange: Exchange, httpStatus: number, error: string, code: string): true => {
    const misspelt = webirr.switchesOf(undefined).spelling === 'misspelt';
    const errorCode = misspelt ? code.replace('INVALID_INPUT', 'INVLAID_INPUT') : code;
    return sendJson(exchange, httpStatus, { error, errorCode, res: null });
  };

  return async (exchange) => {
    const { method, path, request, response } = exchange;
    const place = /^\/webirr\/(?:.*\/)?(einvoice\/api\/\w+|merchant\/stat)$/.exec(path)?.[1];
    if (place === undefined) return false;
    const call = CALLS[`${method} ${place}`];
    if (call === undefined) return sendText(exchange, 405, 'Method not allowed');
    // clients write a space as + or as %20
    const query = new Map(new URLSearchParams(request.url?.split('?')[1]));
    const subject = query.get('bill_reference') ?? query.get('wbc_code') ?? referenceIn(await exchange.body());
    const { answers, calls, seconds, wrongKey } = webirr.switchesOf(subject);
    const played = calls === 'all' || calls === call ? answers : 'normal';
    if (played === 'down') return sendText(exchange, 503, 'Service Unavailable');
    if (played === 'quota') return sendText(exchange, 429, 'Too Many Requests');
    if (query.get('api_key') !== config.apiKey || (query.get('merchant_id') ?? merchantId) !== merchantId)
      return refuse(exchange, wrongKey === 'business' ? 200 : 401, 'invalid api key', 'ERROR_INVALID_API_KEY');
    if (!query.has('merchant_id')) return refuse(exchange, 200, 'merchant_id is missing', 'ERROR_INVALID_INPUT');
    const outcome = await carryOut(call, query, exchange);
    const after = 'after' in outcome ? outcome.after : undefined;
    if (played === 'cut' || played === 'timeout-after') {
      if (played === 'cut') response.destroy();
      after?.();
      return new Promise((settle) => {
        if (response.destroyed) settle(true);
        else response.once('close', () => settle(true));
      });
    }
    if (played === 'slow') await webirr.behind.pause(seconds * 1000);
    if ('error' in outcome) refuse(exchange, 200, outcome.error, outcome.errorCode);
    else sendJson(exchange, 200, { error: null, errorCode: null, res: outcome.res });
    after?.();
    return true;
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The reference in a bill's body, by which its switches are found before the bill is. */
function referenceIn(text: string): string | undefined {
  const body = readJson(text);
  const reference =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['billReference'] : undefined;
  return typeof reference === 'string' ? reference : undefined;
}
