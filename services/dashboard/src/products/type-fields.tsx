// What is asked about a product besides name and price, by its type.
import { typeRules } from '@windsurf/contracts/product-types';
import type { ProductType } from '@windsurf/contracts/product-types';
import { listProducts } from '@windsurf/contracts/store';
import { typeWords as words, kindWords } from '@windsurf/language/words-dashboard-types';
import { birr } from '../parts/figures.ts';
import { errorAt, Field, type FormError } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { MomentField } from '../parts/moment-field.tsx';
import { Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/block-fields.css';
import '../styles/editor-sheets.css';
import { aheadTypes, kinds, mostQuestions, type TypeForm } from './type-form.ts';

type Props = {
  readonly type: ProductType;
  readonly form: TypeForm;
  readonly errors: readonly FormError[];
  /** Of the product itself; undefined while it is new. */
  readonly id: string | undefined;
  write(patch: Record<string, string>): void;
};

/** Chosen once: what a product is never changes. */
export function KindPicker({ type, choose }: { type: ProductType; choose(type: ProductType): void }) {
  return (
    <fieldset class="choices" id="kind">
      <legend>{tr(words.kind)}</legend>
      {kinds.map((kind) => (
        <label key={kind} class="choice">
          <input type="radio" name="kind" value={kind} checked={kind === type} onChange={() => choose(kind)} />
          <span>
            <b>{tr(kindWords[kind].name)}</b>
            <br />
            <small class="muted">{tr(kindWords[kind].says)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

type NumberName = Exclude<
  {
    [K in keyof typeof words]: (typeof words)[K] extends { en: string } ? K : never;
  }[keyof typeof words],
  never
>;
const numbersOf: Partial<Record<ProductType, readonly NumberName[]>> = {
  'custom-request': ['days'],
  booking: [
    'minutes',
    'bookingSeats',
    'bufferBefore',
    'bufferAfter',
    'noticeHours',
    'horizonDays',
    'cancelHours',
    'cancelRefundPercent',
    'moveHours',
  ],
  membership: ['graceDays'],
};
const ticksOf: Partial<Record<ProductType, readonly NumberName[]>> = {
  tip: ['showNames'],
  booking: ['bankCode'],
  membership: ['spaces'],
};

export function TypeFields(props: Props) {
  const { type, form, errors, write } = props;
  const text = (id: string, label: string, more: Partial<Parameters<typeof Field>[0]> = {}) => (
    <Field
      key={id}
      id={id}
      label={label}
      value={form[id] ?? ''}
      onText={(value) => write({ [id]: value })}
      error={errorAt(errors, id)}
      {...more}
    />
  );
  const number = { inputMode: 'numeric', autoComplete: 'off', dir: 'ltr', class: 'price' } as const;
  const sum = { ...number, inputMode: 'decimal', unit: birr(100).replace(/^1\s/u, '') } as const;
  return (
    <>
      {type === 'tip' && (
        <>
          {[0, 1, 2].map((at) => text(`amount${at}`, tr(words.amount, { number: at + 1 }), sum))}
          {text('least', tr(words.least), sum)}
        </>
      )}
      {type === 'event-ticket' && (
        <>
          {(['startsAt', 'endsAt'] as const).map((id) => (
            <MomentField
              key={id}
              id={id}
              label={tr(id === 'startsAt' ? words.starts : words.ends)}
              error={errorAt(errors, id)}
              value={form[id] === '' ? undefined : form[id]}
              onMoment={(moment) => write({ [id]: moment ?? '' })}
            />
          ))}
          {text('seats', tr(words.seats), { ...number, hint: tr(words.seatsHint), optional: true })}
        </>
      )}
      {type === 'bundle' && <Parts {...props} />}
      {numbersOf[type]?.map((name) => text(name, tr(words[name]), number))}
      {(type === 'event-ticket' || type === 'booking') && (
        <>
          <fieldset class="choices" id="place">
            <legend>{tr(words.place)}</legend>
            {(['in-person', 'online', 'phone'] as const).map((place) => (
              <label key={place} class="choice">
                <input type="radio" name="place" checked={form.place === place} onChange={() => write({ place })} />
                {tr(words[place])}
              </label>
            ))}
          </fieldset>
          {text('placeText', tr(words.placeText), { optional: true, area: true, limit: 200 })}
        </>
      )}
      {type === 'affiliate-link' && (
        <>
          {text('url', tr(words.url), {
            hint: tr(words.urlHint),
            inputMode: 'url',
            autoCapitalize: 'none',
            dir: 'ltr',
            spellcheck: false,
          })}
          {text('shop', tr(words.shop), { optional: true, limit: 60 })}
        </>
      )}
      {type === 'membership' && (
        <>
          {text('benefits', tr(words.benefits), { area: true })}
          {[3, 6, 12].map((months) =>
            text(`prepay${months}`, tr(words.prepay, { months }), { ...number, optional: true }),
          )}
        </>
      )}
      {ticksOf[type]?.map((name) => (
        <Tick key={name} id={name} label={tr(words[name])} form={form} write={write} />
      ))}
      {aheadTypes.has(type) && <Ahead {...props} />}
      {type !== 'affiliate-link' && <Questions {...props} />}
    </>
  );
}

type TickProps = { readonly id: string; readonly label: string } & Pick<Props, 'form' | 'write'>;
const Tick = ({ id, label, form, write }: TickProps) => (
  <label class="tick">
    <input
      id={id}
      type="checkbox"
      checked={form[id] === '1'}
      onChange={(event) => write({ [id]: event.currentTarget.checked ? '1' : '' })}
    />
    <span>{label}</span>
  </label>
);

function Parts({ id, form, errors, write }: Props) {
  const products = useResource(listProducts, {});
  const items = products.data?.items;
  if (items === undefined) return <Waiting />;
  const chosen = (form.parts ?? '').split(',').filter((part) => part !== '');
  const fitting = items.filter(
    (product) =>
      product.id !== id &&
      typeRules[product.type].inBundle &&
      (product.state === 'published' || chosen.includes(product.id)),
  );
  const error = errorAt(errors, 'parts');
  if (fitting.length < 2) return <p class="hint">{tr(words.partsNone)}</p>;
  return (
    <fieldset class={error === undefined ? 'choices' : 'choices wrong'} id="parts" tabIndex={-1}>
      <legend>{tr(words.parts)}</legend>
      {error !== undefined && (
        <p class="error">
          <Icon name="bad" />
          {error}
        </p>
      )}
      {fitting.map((product) => {
        const is = chosen.includes(product.id);
        return (
          <label key={product.id} class="choice">
            <input
              type="checkbox"
              checked={is}
              onChange={() => {
                const next = is ? chosen.filter((part) => part !== product.id) : [...chosen, product.id];
                if (next.length <= 10) write({ parts: next.join(',') });
              }}
            />
            <span>
              {product.title} <span class="muted">{birr(product.priceSantim)}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** The day of what comes out later. */
function Ahead({ form, errors, write }: Props) {
  const releaseAt = form.releaseAt ?? '';
  return (
    <MomentField
      id="releaseAt"
      label={tr(words.comesOut)}
      hint={tr(words.aheadHint)}
      optional
      error={errorAt(errors, 'releaseAt')}
      value={releaseAt === '' ? undefined : releaseAt}
      onMoment={(moment) => write({ releaseAt: moment ?? '' })}
    />
  );
}

/** At most five; those of a request stand open, of everything else they are folded until there are some. */
function Questions({ type, form, errors, write }: Props) {
  const count = Number(form.questions ?? 0);
  const body = (
    <>
      {Array.from({ length: count }, (_, at) => {
        const name = (part: string): string => `q${at}${part}`;
        return (
          <div key={at} class="panel">
            <Field
              id={name('text')}
              label={tr(words.question, { number: at + 1 })}
              limit={120}
              value={form[name('text')] ?? ''}
              onText={(text) => write({ [name('text')]: text })}
              error={errorAt(errors, name('text'))}
            />
            <Field
              id={name('choices')}
              label={tr(words.choices)}
              hint={tr(words.choicesHint)}
              optional
              area
              value={form[name('choices')] ?? ''}
              onText={(text) => write({ [name('choices')]: text })}
              error={errorAt(errors, name('choices'))}
            />
            <Tick id={name('required')} label={tr(words.required)} form={form} write={write} />
            {(type !== 'custom-request' || count > 1) && (
              <button type="button" class="plain" onClick={() => write(without(form, at, count))}>
                {tr(words.removeQuestion, { number: at + 1 })}
              </button>
            )}
          </div>
        );
      })}
      {count < mostQuestions && (
        <button type="button" class="btn quiet" onClick={() => write({ questions: String(count + 1) })}>
          <Icon name="add" />
          {tr(words.addQuestion)}
        </button>
      )}
    </>
  );
  if (type === 'custom-request') return body;
  return (
    <details class="field" open={count > 0}>
      <summary>
        {tr(words.more)} <small class="muted">{tr(words.moreSays)}</small>
      </summary>
      {body}
    </details>
  );
}

/** Those behind it move up. */
function without(form: TypeForm, gone: number, count: number): Record<string, string> {
  const patch: Record<string, string> = { questions: String(count - 1) };
  for (let at = gone; at < count; at += 1) {
    for (const part of ['text', 'choices', 'required']) patch[`q${at}${part}`] = form[`q${at + 1}${part}`] ?? '';
  }
  return patch;
}
