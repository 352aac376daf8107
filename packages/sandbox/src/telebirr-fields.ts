/** The field rules of telebirr's gateway, with the texts of its parameter error (49401024995). */

type Rule = { need: boolean; min?: number; max?: number; pattern?: RegExp; shown?: string };
type Rules = Record<string, Rule>;

const must = (rule: Omit<Rule, 'need'> = {}): Rule => ({ need: true, ...rule });
const may = (rule: Omit<Rule, 'need'> = {}): Rule => ({ need: false, ...rule });

const appid = must({ max: 32, pattern: /^[A-Za-z0-9]+$/ });
const merch_code = must({ max: 16, pattern: /^[1-9]\d*$/ });
const merch_order_id = must({ max: 64, pattern: /^[A-Za-z0-9]+$/ });
const amount: Omit<Rule, 'need'> = { max: 20, pattern: /^(?=.*[1-9])\d+(\.\d{1,2})?$/ };
const currency = must({ pattern: /^ETB$/ });
const address: Omit<Rule, 'need'> = { max: 512, pattern: /^https?:\/\/\S+$/ };

const envelope = (method: string): Rules => ({
  timestamp: must({ min: 10, max: 13, pattern: /^\d+$/ }),
  nonce_str: must({ max: 32, pattern: /^[A-Za-z0-9]+$/ }),
  method: must({ pattern: new RegExp(`^${method.replace('.', '\\.')}$`) }),
  version: must({ pattern: /^1\.0$/ }),
  sign: must(),
  sign_type: must({ pattern: /^SHA256WithRSA$/i }),
});

export const CALLS = {
  preOrder: {
    method: 'payment.preorder',
    biz: {
      notify_url: must(address),
      redirect_url: may(address),
      appid,
      merch_code,
      merch_order_id,
      trade_type: must({
        pattern: /^(Checkout|InApp|Cross-App|WebCheckout|PWA|QrCode|QuickPay|BankTrade|Mandate|Disbursement)$/,
      }),
      // both lists of forbidden characters together, so that a title which passes here passes everywhere
      title: must({ max: 512, pattern: /^[^~`!#$%^*()\-+=|/<>?;:"[\]{}\\&]+$/ }),
      total_amount: must(amount),
      trans_currency: currency,
      timeout_express: must({ pattern: /^([1-9]|[1-9]\d|1[01]\d|120)m$/ }),
      business_type: must({ pattern: /^[A-Za-z]+$/ }),
      payee_identifier: may({ pattern: /^\d+$/ }),
      payee_identifier_type: may({ pattern: /^04$/ }),
      payee_type: may({ pattern: /^(5000|3000)$/ }),
      callback_info: may({ max: 512 }),
    },
  },
  queryOrder: {
    method: 'payment.queryorder',
    biz: {
      appid,
      merch_code,
      merch_order_id: may({ max: 64, pattern: /^[A-Za-z0-9]+$/ }),
      prepay_id: may({ max: 128 }),
    },
  },
  refund: {
    method: 'payment.refund',
    biz: {
      appid,
      merch_code,
      merch_order_id,
      refund_request_no: must({ max: 64, pattern: /^[A-Za-z0-9]+$/ }),
      actual_amount: may(amount),
      refund_amount: may(amount),
      trans_currency: currency,
      refund_reason: may({ max: 256 }),
    },
  },
} as const satisfies Record<string, { method: string; biz: Rules }>;

export type CallName = keyof typeof CALLS;

/** @returns what is wrong with the first field that is wrong, in the gateway's words, or undefined */
function wrongField(fields: Record<string, unknown>, rules: Rules): string | undefined {
  for (const [name, rule] of Object.entries(rules)) {
    const value = fields[name];
    if (value === undefined || value === null || value === '') {
      if (rule.need) return `Parameter:.${name} must be filled in.`;
      continue;
    }
    if (typeof value !== 'string') return `Parameter:.${name} type mismatch. [Required type string]`;
    if (rule.min !== undefined && value.length < rule.min) return `Parameter:.${name} less than minimum length`;
    if (rule.max !== undefined && value.length > rule.max) return `Parameter:.${name} more than maximum length`;
    if (rule.pattern !== undefined && !rule.pattern.test(value)) {
      return `Parameter:.${name} type mismatch. [Required string pattern ${rule.pattern.source}]`;
    }
  }
  return undefined;
}

/** @returns the gateway's error text for the first wrong field of a call, or undefined when all are right */
export function wrongIn(call: CallName, message: Record<string, unknown>, biz: unknown): string | undefined {
  const outer = wrongField(message, envelope(CALLS[call].method));
  if (outer !== undefined) return outer;
  if (typeof biz !== 'object' || biz === null || Array.isArray(biz)) return 'Parameter:.biz_content must be filled in.';
  return wrongField(biz as Record<string, unknown>, CALLS[call].biz);
}
