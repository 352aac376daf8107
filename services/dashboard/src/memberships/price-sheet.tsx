// Telling running members another price: what will happen is said before the button.
import { announceMembershipPrice } from '@windsurf/contracts/payments-memberships';
import { useRef, useState } from 'preact/hooks';
import { membershipWords as words } from '@windsurf/language/words-dashboard-memberships';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { birr } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { tell } from '../parts/toast.tsx';
import { priceText, readPrice } from '../products/price-field.ts';
import { tr } from '../words.ts';
import '../styles/products.css';

type PriceSheetProps = {
  readonly product: { readonly productId: string; readonly title: string; readonly monthSantim: number };
  close(): void;
  told(): void;
};

export function PriceSheet({ product, close, told }: PriceSheetProps) {
  const { productId, title, monthSantim } = product;
  const [typed, setTyped] = useState(priceText(monthSantim));
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  // One key for one price: pressed again, or after a cut, members hear once.
  const key = useRef<{ of: number; key: string }>({ of: 0, key: '' });
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    const read = readPrice(typed);
    if (!read.ok) return setErrors([{ id: 'month-price', says: tr(read.says) }]);
    if (read.santim > monthSantim) {
      return setErrors([{ id: 'month-price', says: tr(words.neverMore, { price: birr(monthSantim) }) }]);
    }
    if (key.current.of !== read.santim) key.current = { of: read.santim, key: crypto.randomUUID() };
    setErrors([]);
    setBusy(true);
    try {
      const body = { productId, monthSantim: read.santim };
      const { members } = await call(announceMembershipPrice, { body }, { key: key.current.key });
      tell(tr(words.told, { count: members }));
      told();
      close();
    } catch (error) {
      setErrors(errorsOf(asProblem(error), { '/monthSantim': 'month-price' }));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet title={`${tr(words.tellPrice)}: ${title}`} close={close}>
      <form noValidate onSubmit={(event) => void send(event)}>
        <ErrorSummary errors={errors} />
        <p>{tr(words.tellSays)}</p>
        <Field
          id="month-price"
          label={tr(words.newPrice)}
          inputMode="decimal"
          autoComplete="off"
          dir="ltr"
          class="price"
          value={typed}
          onText={setTyped}
          error={errorAt(errors, 'month-price')}
        />
        <Submit busy={busy} label={tr(words.send)} busyLabel={tr(words.sending)} class="wide" />
      </form>
    </Sheet>
  );
}
