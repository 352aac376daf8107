// One field of a block, by what it holds. Nothing is checked while she types; an address is, once she has left it (8.3).
import type { Product } from '@windsurf/contracts/store';
import { blockWords as words, fieldHints } from '@windsurf/language/words-dashboard-fields';
import { useState } from 'preact/hooks';
import { Field } from '../parts/form.tsx';
import { MomentField } from '../parts/moment-field.tsx';
import { tr } from '../words.ts';
import { isAddress, valuesOf } from './block-state.ts';
import { find, labelOf, optionOf } from './field-words.ts';
import type { FieldsOf, OneField } from './field-props.ts';
import type { FieldSpec, Values } from './kinds.ts';
import { ListField } from './list-field.tsx';
import { ReviewsField } from './reviews-field.tsx';
import { readPasted } from './pasted.ts';
import { PictureField } from '../pictures/picture-field.tsx';

const hintOf = (kind: string, key: string): string | undefined => {
  const phrase = find(fieldHints, kind, key);
  return phrase === undefined ? undefined : tr(phrase);
};
const asText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

export function FieldOf(props: OneField) {
  const { field, kind, of, write } = props;
  const { key } = field;
  const id = `${props.id}-${key}`;
  const label = labelOf(kind, key);
  const value = props.sample === undefined ? of[key] : undefined;
  const set = (next: unknown): void => write({ [key]: next });

  switch (field.type) {
    case 'text':
    case 'area':
    case 'url':
      return <TextOf {...props} id={id} label={label} />;
    case 'tick':
      return (
        <label class="tick">
          <input
            id={id}
            type="checkbox"
            checked={of[key] === true}
            onChange={(event) => set(event.currentTarget.checked ? true : field.optional === true ? undefined : false)}
          />
          <span>{label}</span>
          {hintOf(kind, key) !== undefined && <small class="muted">{hintOf(kind, key)}</small>}
        </label>
      );
    case 'choice':
      return <ChoiceOf {...props} field={field} id={id} label={label} />;
    case 'number':
    case 'length':
      return <NumberOf {...props} id={id} label={label} />;
    case 'moment':
      return (
        <MomentField
          id={id}
          label={label}
          hint={hintOf(kind, key)}
          optional={field.optional === true && field.need !== true}
          value={asText(value) || undefined}
          onMoment={set}
        />
      );
    case 'picture':
      return (
        <PictureField
          id={id}
          label={label}
          shape={field.shape}
          optional={field.optional === true}
          imageId={asText(value) || undefined}
          onPicture={set}
        />
      );
    case 'product':
      return <ProductOf {...props} field={field} id={id} label={label} />;
    case 'products':
      return <ProductsOf {...props} field={field} id={id} label={label} />;
    case 'reviews':
      return <ReviewsField id={id} label={label} max={field.max} chosen={value} set={set} />;
    case 'gift':
      return <GiftOf {...props} id={id} label={label} />;
    case 'place':
      return <PlaceOf {...props} id={id} label={label} />;
    case 'list':
      return (
        <ListField
          {...props}
          field={field}
          id={id}
          label={label}
          draw={(inner) => <FieldOf key={inner.field.key} {...inner} />}
        />
      );
  }
}

type Named<F extends FieldSpec['type'] = FieldSpec['type']> = FieldsOf & {
  readonly field: Extract<FieldSpec, { type: F }>;
  readonly id: string;
  readonly label: string;
};

/** `::` and `፡፡` as ።, `:-` as ፦: offered, never done by itself. */
const ethiopic = (text: string): string =>
  text.replace(/፡፡|(?<=[\u1200-\u135f]\s?)::/gu, '።').replace(/(?<=[\u1200-\u135f]\s?):-/gu, '፦');

function TextOf({ field, kind, of, sample, id, label, write, leave }: Named) {
  const [left, setLeft] = useState(false);
  const text = sample === undefined ? asText(of[field.key]) : '';
  const isUrl = field.type === 'url';
  const wrong = isUrl && left && text.trim() !== '' && !isAddress(text.trim());
  const better = isUrl ? text : ethiopic(text);
  const set = (value: string): void =>
    write({ [field.key]: value === '' && field.optional === true ? undefined : value });
  return (
    <Field
      id={id}
      label={label}
      hint={hintOf(kind, field.key)}
      optional={field.need !== true}
      area={field.type === 'area'}
      {...(field.type === 'text' || field.type === 'area' ? { limit: field.limit } : {})}
      {...(isUrl
        ? { inputMode: 'url', autoCapitalize: 'none', autoComplete: 'off', spellcheck: false, dir: 'ltr' }
        : { autoComplete: 'off' })}
      value={text}
      placeholder={sample === undefined || isUrl ? '' : asText(sample[field.key])}
      onText={(value) => {
        setLeft(false);
        set(value);
      }}
      onBlur={() => {
        setLeft(true);
        // t.me/selam and 0911 234 567 are addresses to a person; the page needs them whole.
        const whole = isUrl ? readPasted(text)?.url : undefined;
        if (whole !== undefined && whole !== text) set(whole);
        leave();
      }}
      error={wrong ? tr(words.urlSays) : undefined}
      after={
        better !== text && (
          <button type="button" class="plain" onClick={() => set(better)}>
            {tr(words.offerPunctuation)}
          </button>
        )
      }
    />
  );
}

function ChoiceOf({ field, kind, of, id, label, write }: Named<'choice'>) {
  const value = of[field.key];
  const options = field.optional === true ? [undefined, ...field.options] : field.options;
  const says = (option: string | number | undefined): string =>
    option === undefined ? tr(words.itsOwn) : optionOf(field.key, option);
  const set = (option: string | number | undefined): void => write({ [field.key]: option });
  if (options.length > 4) {
    return (
      <div class="field">
        <label for={id}>{label}</label>
        <select
          id={id}
          value={options.indexOf(value as never)}
          onChange={(event) => set(options[Number(event.currentTarget.value)])}
        >
          {options.map((option, at) => (
            <option key={String(option)} value={at}>
              {says(option)}
            </option>
          ))}
        </select>
      </div>
    );
  }
  return (
    <fieldset class="choices" id={id} tabIndex={-1}>
      <legend>{label}</legend>
      {hintOf(kind, field.key) !== undefined && <p class="hint">{hintOf(kind, field.key)}</p>}
      <div class="in-a-row">
        {options.map((option) => (
          <label key={String(option)} class="choice">
            <input type="radio" name={id} checked={value === option} onChange={() => set(option)} />
            {says(option)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const clock = (seconds: unknown): string =>
  typeof seconds === 'number' ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` : '';

function NumberOf({ field, kind, of, id, label, write, leave }: Named) {
  const isLength = field.type === 'length';
  const [typed, setTyped] = useState(isLength ? clock(of[field.key]) : asText(of[field.key]));
  const [left, setLeft] = useState(false);
  const { min, max } = field.type === 'number' ? field : { min: 1, max: 86_400 };
  const read = (text: string): number | undefined => {
    const parts = (isLength ? /^(\d{1,4}):([0-5]\d)$/ : /^(\d{1,4})$/).exec(text.trim());
    if (parts === null) return undefined;
    const number = isLength ? Number(parts[1]) * 60 + Number(parts[2]) : Number(parts[1]);
    return number >= min && number <= max ? number : undefined;
  };
  const wrong = left && typed.trim() !== '' && read(typed) === undefined;
  return (
    <Field
      id={id}
      label={label}
      hint={hintOf(kind, field.key)}
      optional={field.optional === true}
      autoComplete="off"
      {...(isLength ? {} : { inputMode: 'numeric' as const })}
      value={typed}
      onText={(text) => {
        setTyped(text);
        setLeft(false);
        const number = read(text);
        if (number !== undefined) write({ [field.key]: number });
        else if (text.trim() === '' && field.optional === true) write({ [field.key]: undefined });
      }}
      onBlur={() => {
        setLeft(true);
        leave();
      }}
      error={wrong ? tr(isLength ? words.lengthSays : words.numberSays, { min, max }) : undefined}
    />
  );
}

const ofTypes = (products: readonly Product[] | undefined, types: readonly string[] | undefined): readonly Product[] =>
  (products ?? []).filter(({ type }) => types === undefined || types.includes(type));

function ProductOf({ field, kind, of, products, id, label, write }: Named<'product'>) {
  /** The block is nothing without it. */
  const isWhole = field.need === true && kind !== 'freebie';
  const fitting = ofTypes(products, field.types);
  const value = asText(of[field.key]);
  if (products !== undefined && fitting.length === 0 && value === '') {
    return <NoProduct id={id} label={label} {...(isWhole ? { hide: () => write({ visible: false }) } : {})} />;
  }
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={(event) =>
          write({ [field.key]: event.currentTarget.value || (field.optional === true ? undefined : '') })
        }
      >
        <option value="">{tr(words.chooseProduct)}</option>
        {fitting.map((product) => (
          <option key={product.id} value={product.id}>
            {product.title}
          </option>
        ))}
      </select>
    </div>
  );
}

type NoProductProps = { readonly id: string; readonly label: string; hide?(): void };

const NoProduct = ({ id, label, hide }: NoProductProps) => (
  <div class="field" id={id} tabIndex={-1} role="group" aria-label={label}>
    <span class="label">{label}</span>
    <p class="hint">{tr(words.noneOfType)}</p>
    <a class="btn quiet" href="/products/new">
      {tr(words.makeProduct)}
    </a>
    {hide !== undefined && (
      <button type="button" class="plain" onClick={hide}>
        {tr(words.nothingForNow)}
      </button>
    )}
  </div>
);

function ProductsOf({ field, of, products, id, label, write }: Named<'products'>) {
  const fitting = ofTypes(products, field.types);
  const value = of[field.key];
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  if (products !== undefined && fitting.length === 0 && chosen.length === 0) {
    const hide = (): void => write({ visible: false });
    return <NoProduct id={id} label={label} {...(field.need === true ? { hide } : {})} />;
  }
  return (
    <fieldset class="choices" id={id} tabIndex={-1}>
      <legend>{label}</legend>
      {fitting.map((product) => {
        const is = chosen.includes(product.id);
        return (
          <label key={product.id} class="choice">
            <input
              type="checkbox"
              checked={is}
              onChange={() => {
                const next = is ? chosen.filter((each) => each !== product.id) : [...chosen, product.id];
                if (next.length <= field.max) write({ [field.key]: next });
              }}
            />
            {product.title}
          </label>
        );
      })}
    </fieldset>
  );
}

function GiftOf(props: Named) {
  const { of, sample, kind, products, id, label, write, leave } = props;
  const gift = valuesOf(of.gift);
  const set = (patch: Values): void => write({ gift: { kind: gift.kind, ...patch } });
  return (
    <>
      <fieldset class="choices" id={id} tabIndex={-1}>
        <legend>{label}</legend>
        <div class="in-a-row">
          {(['link', 'product'] as const).map((each) => (
            <label key={each} class="choice">
              <input
                type="radio"
                name={id}
                checked={gift.kind === each}
                onChange={() =>
                  write({ gift: each === 'link' ? { kind: each, url: '' } : { kind: each, productId: '' } })
                }
              />
              {optionOf('gift', each)}
            </label>
          ))}
        </div>
      </fieldset>
      <FieldOf
        kind={kind}
        id={id}
        field={
          gift.kind === 'product'
            ? { key: 'productId', type: 'product', need: true }
            : { key: 'url', type: 'url', need: true }
        }
        of={gift}
        sample={sample === undefined ? undefined : {}}
        products={products}
        write={set}
        leave={leave}
      />
    </>
  );
}

const mapsLink = /(-?\d{1,2}\.\d+)[,\s]+(-?\d{1,3}\.\d+)/;

function PlaceOf({ of, kind, id, label, write, leave }: Named) {
  const { latitude, longitude } = of;
  const [typed, setTyped] = useState(typeof latitude === 'number' ? `${latitude}, ${asText(longitude)}` : '');
  const [left, setLeft] = useState(false);
  const found = mapsLink.exec(typed);
  return (
    <Field
      id={id}
      label={label}
      hint={hintOf(kind, 'latitude')}
      optional
      autoComplete="off"
      dir="ltr"
      value={typed}
      onText={(text) => {
        setTyped(text);
        setLeft(false);
        const numbers = mapsLink.exec(text);
        if (numbers !== null) write({ latitude: Number(numbers[1]), longitude: Number(numbers[2]) });
        else if (text.trim() === '') write({ latitude: undefined, longitude: undefined });
      }}
      onBlur={() => {
        setLeft(true);
        leave();
      }}
      error={left && typed.trim() !== '' && found === null ? tr(words.placeSays) : undefined}
    />
  );
}
