// An account as it is typed, then the code that was texted: one form, because one is worth nothing without the other.
import { addPayoutAccount } from '@windsurf/contracts/payments-payouts';
import type { AccountKind, Bank, PayoutAccountView } from '@windsurf/contracts/payments-payouts';
import { common } from '@windsurf/language/words-common';
import { payoutWords } from '@windsurf/language/words-payouts';
import { moneyWords as words } from '@windsurf/language/words-dashboard-money';
import { parsePhone } from '@windsurf/phone/phone';
import { useState } from 'preact/hooks';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Notice } from '../parts/states.tsx';
import { tr } from '../words.ts';
import { askForProofCode, digitsOf, proofFor } from './step-up.ts';

const kinds = Object.keys(payoutWords.kinds) as AccountKind[];
const banks = Object.keys(payoutWords.banks) as Bank[];
const fields = { '/number': 'number', '/bank': 'bank', '/holder': 'holder', '/code': 'code', '/proof': 'code' };

type FormProps = { readonly first: boolean; saved(account: PayoutAccountView): void; cancel(): void };

export function AccountForm({ first, saved, cancel }: FormProps) {
  const [kind, setKind] = useState<AccountKind>('telebirr');
  const [number, setNumber] = useState('');
  const [bank, setBank] = useState<Bank>();
  const [holder, setHolder] = useState('');
  const [code, setCode] = useState('');
  const [sentTo, setSentTo] = useState<string>();
  // A right code is used up; its proof stays good while the account is corrected.
  const [proof, setProof] = useState<string>();
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);

  const ask = async (): Promise<void> => {
    setBusy(true);
    setErrors([]);
    try {
      setSentTo(await askForProofCode());
      setCode('');
    } catch (error) {
      setErrors(errorsOf(asProblem(error), {}));
    } finally {
      setBusy(false);
    }
  };

  const save = async (): Promise<void> => {
    if (busy) return;
    // What would be refused anyway is said before a code is texted for it.
    const phone = parsePhone(number);
    if (kind !== 'bank' && !phone.ok) {
      setErrors([{ id: 'number', says: tr(phone.says) }]);
      return;
    }
    if (sentTo === undefined && proof === undefined) {
      await ask();
      return;
    }
    if (proof === undefined && code.length !== 6) {
      setErrors([{ id: 'code', says: tr(words.codeSix) }]);
      return;
    }
    setBusy(true);
    setErrors([]);
    try {
      const good = proof ?? (await proofFor(code));
      setProof(good);
      const account = { kind, number, holder, proof: good, ...(kind === 'bank' && bank !== undefined ? { bank } : {}) };
      // What was corrected is another request.
      saved(await call(addPayoutAccount, { body: account }, { key: crypto.randomUUID() }));
    } catch (error) {
      const problem = asProblem(error);
      setErrors(errorsOf(problem, fields));
      setCode('');
      if (problem.title === 'step-up-needed') {
        setProof(undefined);
        setSentTo(undefined);
      }
      setBusy(false);
    }
  };

  const error = (id: string): string | undefined => errorAt(errors, id);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ErrorSummary errors={errors} />
      <div class="field" role="group" aria-label={tr(words.kind)}>
        <b>{tr(words.kind)}</b>
        <div class="chips">
          {kinds.map((each) => (
            <button key={each} type="button" class="chip" aria-pressed={kind === each} onClick={() => setKind(each)}>
              {tr(payoutWords.kinds[each])}
            </button>
          ))}
        </div>
      </div>
      {kind === 'bank' && <BankField bank={bank} choose={setBank} error={error('bank')} />}
      <Field
        id="number"
        label={tr(kind === 'bank' ? words.accountNumber : words.walletNumber)}
        {...(kind === 'bank' ? {} : { hint: tr(words.walletNumberHint) })}
        {...(kind === 'bank' ? { inputMode: 'numeric' as const } : { type: 'tel' as const })}
        autoComplete="off"
        dir="ltr"
        maxLength={40}
        value={number}
        onText={setNumber}
        error={error('number')}
      />
      <Field
        id="holder"
        label={tr(words.holder)}
        hint={tr(words.holderHint)}
        autoComplete="name"
        maxLength={100}
        value={holder}
        onText={setHolder}
        error={error('holder')}
      />
      {!first && (
        <Notice kind="info">
          <p>{tr(words.waitsSays)}</p>
        </Notice>
      )}
      {sentTo !== undefined && proof === undefined && (
        <Field
          id="code"
          label={tr(words.code)}
          hint={tr(words.codeSent, { phone: sentTo })}
          class="digits"
          inputMode="numeric"
          autoComplete="one-time-code"
          dir="ltr"
          autoFocus
          value={code}
          onText={(text) => setCode(digitsOf(text))}
          error={error('code')}
          after={
            <button type="button" class="btn quiet" onClick={() => void ask()}>
              <Icon name="retry" />
              {tr(words.codeAgain)}
            </button>
          }
        />
      )}
      <Submit busy={busy} label={tr(sentTo === undefined && proof === undefined ? words.getCode : words.saveAccount)} />
      <button type="button" class="btn quiet" onClick={cancel}>
        {tr(common.cancel)}
      </button>
    </form>
  );
}

type BankProps = {
  readonly bank: Bank | undefined;
  choose(bank: Bank | undefined): void;
  readonly error: string | undefined;
};

function BankField({ bank, choose, error }: BankProps) {
  return (
    <div class={error === undefined ? 'field' : 'field wrong'}>
      <label for="bank">{tr(words.bank)}</label>
      {error !== undefined && (
        <p class="error" id="bank-error">
          <Icon name="bad" />
          {error}
        </p>
      )}
      <select
        id="bank"
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : 'bank-error'}
        value={bank ?? ''}
        onChange={(event) => choose(banks.find((each) => each === event.currentTarget.value))}
      >
        <option value="">{tr(words.chooseBank)}</option>
        {banks.map((each) => (
          <option key={each} value={each}>
            {tr(payoutWords.banks[each])}
          </option>
        ))}
      </select>
    </div>
  );
}
