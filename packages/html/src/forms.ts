import { type Language, say } from '@windsurf/language/phrases';
import { htmlWords } from '@windsurf/language/words-html';
import { errorText, type Field, optionalWord } from './fields.ts';
import { attributes, type Html, html, type Renderable } from './html.ts';

export { codeField, fileField, moneyField, phoneField, selectField, textArea, textField } from './fields.ts';

export type ButtonLook = 'main' | 'quiet' | 'danger';

type ButtonShape = {
  readonly label: Renderable;
  readonly look?: ButtonLook | undefined;
  /** As wide as its place. */
  readonly wide?: boolean | undefined;
};

export type Button = ButtonShape & {
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly type?: 'submit' | 'button' | undefined;
  /** Id of the form, for a button that stands outside of it. */
  readonly form?: string | undefined;
  readonly formaction?: string | undefined;
  /** Something runs: the label says what; the button can still be focused and pressing again does nothing new. */
  readonly busy?: boolean | undefined;
};

/** A button of a form. Never `disabled`: what is missing is said after pressing. */
export function button(props: Button): Html {
  const { name, value, type = 'submit', form: of, formaction, busy } = props;
  const own = { class: look(props), type, name, value, form: of, formaction, 'aria-disabled': busy === true && 'true' };
  return html`<button${attributes(own)}>${props.label}</button>`;
}

/** A link that looks like a button. */
export function linkButton(props: ButtonShape & { readonly href: string; readonly rel?: string | undefined }): Html {
  return html`<a${attributes({ class: look(props), href: props.href, rel: props.rel })}>${props.label}</a>`;
}

/** Buttons beside each other, wrapping on small screens. */
export function actions(...buttons: readonly Renderable[]): Html {
  return html`<div class="acts">${buttons}</div>`;
}

export type Choice = {
  readonly value: string;
  readonly label: Renderable;
  /** One line: what will happen. */
  readonly detail?: Renderable;
  /** At the end of the card: a price, a time. */
  readonly aside?: Renderable;
  /** Why it cannot be chosen now; it stays visible. */
  readonly unavailable?: string | undefined;
};

/** Real radios in a fieldset, each a card of at least 56 px. Nothing is chosen unless `value` says so. */
export function radioCards(
  field: Omit<Field, 'label'> & { readonly legend: string; readonly options: readonly Choice[] },
): Html {
  const id = field.id ?? field.name;
  const hint = field.hint ? `${id}-hint` : null;
  const error = field.error === undefined ? null : `${id}-error`;
  const described = [hint, error].filter((part) => part !== null).join(' ');
  const group = {
    role: 'radiogroup',
    'aria-invalid': error !== null && 'true',
    'aria-required': field.optional === true ? null : 'true',
    'aria-describedby': described || null,
  };
  const card = (choice: Choice, index: number): Html => {
    // The first radio has the field's own id: the link of the error summary goes there.
    const own = index === 0 ? id : `${id}-${index + 1}`;
    const detail = choice.unavailable ?? choice.detail;
    const radio = {
      id: own,
      type: 'radio',
      name: field.name,
      value: choice.value,
      checked: choice.value === field.value && choice.unavailable === undefined,
      disabled: choice.unavailable !== undefined,
      'aria-describedby': detail ? `${own}-detail` : null,
    };
    return html`<label class="choice"><input${attributes(radio)}><span>${choice.label}</span>${choice.aside && html`<span class="num">${choice.aside}</span>`}${detail && html`<small class="muted" id="${own}-detail">${detail}</small>`}</label>`;
  };
  return html`<fieldset${attributes(group)}><legend>${field.legend}${optionalWord(field)}</legend>${hint !== null && html`<p class="hint" id="${hint}">${field.hint}</p>`}${errorText(error, field.error)}${field.options.map(card)}</fieldset>`;
}

/** One box to tick; unticked unless `checked`. */
export function checkbox(
  field: Omit<Field, 'value' | 'label'> & {
    readonly label: Renderable;
    readonly checked?: boolean | undefined;
    readonly value?: string | undefined;
  },
): Html {
  const id = field.id ?? field.name;
  const hint = field.hint ? `${id}-hint` : null;
  const error = field.error === undefined ? null : `${id}-error`;
  const own = {
    id,
    type: 'checkbox',
    name: field.name,
    value: field.value ?? 'yes',
    checked: field.checked,
    required: field.optional === false,
    'aria-invalid': error !== null && 'true',
    'aria-describedby': [hint, error].filter((part) => part !== null).join(' ') || null,
  };
  return html`<div class="field">${errorText(error, field.error)}<label class="tick"><input${attributes(own)}><span>${field.label}</span>${hint !== null && html`<small class="muted" id="${hint}">${field.hint}</small>`}</label></div>`;
}

export type FieldError = { readonly field: string; readonly text: string };

/**
 * What is wrong, once on top of the form: takes the focus, one link per field, the same words as at the field. Nothing
 * is drawn when nothing is wrong. `field` is the id of the field.
 */
export function errorSummary(props: { readonly lang: Language; readonly errors: readonly FieldError[] }): Html | null {
  if (props.errors.length === 0) return null;
  const line = (error: FieldError): Html => html`<li><a href="#${error.field}">${error.text}</a></li>`;
  return html`<div class="errors" id="errors" role="alert" tabindex="-1" autofocus aria-labelledby="errors-title"><h2 id="errors-title">${say(htmlWords.problemHeading, props.lang)}</h2><ul>${props.errors.map(line)}</ul></div>`;
}

/** The words of the error of one field, for its `error` property; undefined when it has none. */
export function errorOf(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.text;
}

export type Form = {
  readonly action: string;
  readonly method: 'get' | 'post';
  /** Proof that the form is ours; required for POST, or the word that nothing of the form rests on a cookie. */
  readonly csrf?: { readonly name: string; readonly value: string } | 'no-session' | undefined;
  readonly id?: string | undefined;
  /** Set for a form with a file. */
  readonly files?: boolean | undefined;
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  readonly body: Renderable;
};

/**
 * A form. The browser's own messages are off: they speak the phone's language, not the page's.
 * @throws {TypeError} for a POST without its proof
 */
export function form(props: Form): Html {
  if (props.method === 'post' && props.csrf === undefined) throw new TypeError('a POST form carries its CSRF proof');
  const { action, method, id, csrf } = props;
  const own = { action, method, id, novalidate: true, enctype: props.files === true && 'multipart/form-data' };
  return html`<form${attributes(own)}>${typeof csrf === 'object' && hiddenFields({ [csrf.name]: csrf.value })}${hiddenFields(props.hidden ?? {})}${props.body}</form>`;
}

/** Values that travel with a form unseen. */
export function hiddenFields(values: Readonly<Record<string, string>>): Html {
  return html`${Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
}

/** Title of a page, with «Error:» in front when a form on it has one. */
export function titleWithError(title: string, hasError: boolean, lang: Language): string {
  return hasError ? say(htmlWords.errorTitle, lang, { title }) : title;
}

function look(props: ButtonShape): string {
  return ['btn', props.look === 'main' ? '' : props.look, props.wide === true && 'wide'].filter(Boolean).join(' ');
}
