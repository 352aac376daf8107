// Prices for a time: each with its beginning, its end and its sum; the same moment stands below in both calendars.
import { sellingWords as words } from '@windsurf/language/words-dashboard-selling';
import { birr, when } from '../parts/figures.ts';
import { errorAt, Field, type FormError } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { tr } from '../words.ts';
import { momentOf, type PriceLine } from './selling-form.ts';

const most = 10;
type LinesProps = {
  readonly lines: readonly PriceLine[];
  readonly errors: readonly FormError[];
  set(lines: readonly PriceLine[]): void;
};

export function PriceLines({ lines, errors, set }: LinesProps) {
  const write = (at: number, patch: Partial<PriceLine>): void =>
    set(lines.map((line, n) => (n === at ? { ...line, ...patch } : line)));
  return (
    <fieldset class="field">
      <legend>{tr(words.scheduled)}</legend>
      <p class="hint">{tr(words.scheduledHint)}</p>
      {lines.map((line, at) => (
        <div
          class="line"
          key={`line-${String(at)}`}
          role="group"
          aria-label={tr(words.priceNumber, { number: at + 1 })}
        >
          <TimeField
            id={`from-${String(at)}`}
            label={tr(words.from)}
            value={line.from}
            error={errorAt(errors, `from-${String(at)}`)}
            onText={(from) => write(at, { from })}
          />
          <TimeField
            id={`to-${String(at)}`}
            label={tr(words.to)}
            optional
            value={line.to}
            error={errorAt(errors, `to-${String(at)}`)}
            onText={(to) => write(at, { to })}
          />
          <Field
            id={`price-${String(at)}`}
            label={tr(words.price)}
            inputMode="decimal"
            autoComplete="off"
            dir="ltr"
            class="price"
            unit={birr(100).replace(/^1\s/u, '')}
            value={line.price}
            onText={(price) => write(at, { price })}
            error={errorAt(errors, `price-${String(at)}`)}
          />
          <button type="button" class="plain" onClick={() => set(lines.filter((_, n) => n !== at))}>
            <Icon name="bin" />
            {tr(words.removePrice)}
          </button>
        </div>
      ))}
      {lines.length < most && (
        <button type="button" class="btn quiet" onClick={() => set([...lines, { from: '', to: '', price: '' }])}>
          <Icon name="add" />
          {tr(words.addPrice)}
        </button>
      )}
    </fieldset>
  );
}

type TimeProps = {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly optional?: boolean;
  readonly error: string | undefined;
  onText(value: string): void;
};

/** Day and time in East Africa Time, and what that is in both calendars. */
export function TimeField({ value, ...rest }: TimeProps) {
  const moment = momentOf(value);
  return (
    <Field
      {...rest}
      type="datetime-local"
      autoComplete="off"
      value={value}
      after={
        <output class="hint" for={rest.id}>
          {moment === undefined ? '' : when(moment, 'full')}
        </output>
      }
    />
  );
}
