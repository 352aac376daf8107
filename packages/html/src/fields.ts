import { type Language, say } from '@windsurf/language/phrases';
import { htmlWords } from '@windsurf/language/words-html';
import { type AttributeValue, attributes, type Html, html, type Renderable } from './html.ts';
import { icon } from './marks.ts';

/** What every field has. Texts are already in the reader's language. */
export type Field = {
  readonly lang: Language;
  /** Name in the sent form; the element's id is `id`, else the name. */
  readonly name: string;
  readonly id?: string | undefined;
  readonly label: string;
  /** Stands above the field, so that the keyboard does not cover it. */
  readonly hint?: Renderable;
  /** What to write, in the very words of the error summary. */
  readonly error?: string | undefined;
  readonly value?: string | undefined;
  /** Says so beside the label; everything else is required. */
  readonly optional?: boolean | undefined;
};

export type TextField = Field & {
  readonly type?: 'text' | 'email' | 'url' | 'search' | 'password' | 'tel' | 'date' | 'time' | undefined;
  readonly autocomplete?: string | undefined;
  readonly inputmode?: 'text' | 'decimal' | 'numeric' | 'tel' | 'email' | 'url' | 'search' | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly readonly?: boolean | undefined;
  /** Most graphemes; typing more is allowed, saving is not. Draws the counter. */
  readonly limit?: number | undefined;
  /** After the field: birr, km. */
  readonly unit?: string | undefined;
};

/** Label, hint, field, counter and error, tied together by ids. `draw` gets the attributes of the field itself. */
export function fieldFrame(
  field: Field & { readonly limit?: number | undefined; readonly unit?: string | undefined },
  draw: (own: Readonly<Record<string, AttributeValue>>) => Html,
): Html {
  const id = field.id ?? field.name;
  const hint = field.hint ? `${id}-hint` : null;
  const unit = field.unit === undefined ? null : `${id}-unit`;
  const count = field.limit === undefined ? null : `${id}-count`;
  const error = field.error === undefined ? null : `${id}-error`;
  const described = [hint, unit, count, error].filter((part) => part !== null).join(' ');
  const control = draw({
    id,
    name: field.name,
    required: field.optional !== true,
    'aria-invalid': error !== null && 'true',
    'aria-describedby': described || null,
  });
  return html`<div class="field"><label for="${id}">${field.label}${optionalWord(field)}</label>${
    hint !== null && html`<p class="hint" id="${hint}">${field.hint}</p>`
  }${errorText(error, field.error)}${
    unit === null
      ? control
      : html`<div class="with">${control}<span class="num" id="${unit}">${field.unit}</span></div>`
  }${field.limit !== undefined && counter(field.value ?? '', field.limit, `${id}-count`, field.lang)}</div>`;
}

/** One line of text. */
export function textField(field: TextField): Html {
  return fieldFrame(
    field,
    (own) =>
      html`<input${attributes({
        ...own,
        type: field.type ?? 'text',
        value: field.type === 'password' ? null : field.value,
        autocomplete: field.autocomplete,
        inputmode: field.inputmode,
        spellcheck: field.spellcheck === undefined ? null : String(field.spellcheck),
        readonly: field.readonly,
      })}>`,
  );
}

/** An amount in birr; the typed text comes back as it was typed. */
export function moneyField(field: Field): Html {
  return textField({ unit: say(htmlWords.birr, field.lang), ...field, inputmode: 'decimal', autocomplete: 'off' });
}

/** A phone number; local and international writing are both taken. */
export function phoneField(field: Omit<TextField, 'type' | 'inputmode'>): Html {
  const hint = field.hint ?? say(htmlWords.phoneExample, field.lang);
  return textField({ autocomplete: 'tel', ...field, hint, type: 'tel', inputmode: 'tel' });
}

/** A code that came by message: one input, so that the phone can fill it in and a person can paste it. Never sent back. */
export function codeField(field: Field): Html {
  return fieldFrame(
    field,
    (own) =>
      html`<input${attributes({ ...own, class: 'digits', type: 'text', autocomplete: 'one-time-code', inputmode: 'numeric', spellcheck: 'false' })}>`,
  );
}

/** Several lines of text, with a counter when there is a limit. */
export function textArea(
  field: Field & Pick<TextField, 'limit' | 'spellcheck' | 'readonly'> & { readonly rows?: number | undefined },
): Html {
  return fieldFrame(
    field,
    (own) =>
      // A browser drops the first line break after the tag, so that one of ours keeps one that a person typed.
      html`<textarea${attributes({ ...own, rows: field.rows ?? 4, spellcheck: field.spellcheck === undefined ? null : String(field.spellcheck), readonly: field.readonly })}>${'\n'}${field.value}</textarea>`,
  );
}

/** A native list of choices; use radio cards for up to five. */
export function selectField(
  field: Field & {
    readonly options: readonly { readonly value: string; readonly label: string }[];
    readonly prompt?: string | undefined;
  },
): Html {
  const option = (value: string, label: string): Html =>
    html`<option${attributes({ value, selected: value === (field.value ?? '') })}>${label}</option>`;
  return fieldFrame(
    field,
    (own) =>
      html`<select${attributes(own)}>${field.prompt !== undefined && option('', field.prompt)}${field.options.map((each) => option(each.value, each.label))}</select>`,
  );
}

export type FileState = {
  readonly name: string;
  /** Already in words: 4.2 MB. */
  readonly size?: string | undefined;
  readonly state: 'choosing' | 'shrinking' | 'uploading' | 'paused' | 'failed' | 'done' | 'refused';
  readonly percent?: number | undefined;
  /** Why it failed or is refused, and what to do. */
  readonly reason?: string | undefined;
};

const fileWords = {
  choosing: [htmlWords.fileChoosing, 'wait'],
  shrinking: [htmlWords.fileShrinking, 'wait'],
  uploading: [htmlWords.fileUploading, 'wait'],
  paused: [htmlWords.filePaused, 'warn'],
  failed: [htmlWords.fileFailed, 'bad'],
  done: [htmlWords.fileDone, 'ok'],
  refused: [htmlWords.fileRefused, 'bad'],
} as const;

/** A file to choose, and the files chosen so far with their state in words. */
export function fileField(
  field: Field & {
    readonly accept?: string | undefined;
    readonly multiple?: boolean | undefined;
    readonly files?: readonly FileState[] | undefined;
  },
): Html {
  const line = (file: FileState): Html => {
    const [word, kind] = fileWords[file.state];
    const said = say(word, field.lang, { percent: String(file.percent ?? 0) });
    return html`<li><b>${file.name}</b> ${file.size} <span class="badge ${kind}">${icon(kind)}${said}</span>${file.reason !== undefined && html`<p>${file.reason}</p>`}</li>`;
  };
  return fieldFrame(
    field,
    (own) =>
      html`<input${attributes({ ...own, type: 'file', accept: field.accept, multiple: field.multiple })}>${field.files !== undefined && field.files.length > 0 && html`<ul>${field.files.map(line)}</ul>`}`,
  );
}

/** The error of a field: icon and words. */
export function errorText(id: string | null, words: string | undefined): Html | false {
  return id !== null && html`<p class="error" id="${id}">${icon('bad')}<span>${words}</span></p>`;
}

/** Says beside a label that nothing has to be written. */
export function optionalWord(field: {
  readonly lang: Language;
  readonly optional?: boolean | undefined;
}): Html | false {
  return field.optional === true && html` <small class="muted">(${say(htmlWords.optional, field.lang)})</small>`;
}

function counter(value: string, limit: number, id: string, lang: Language): Html {
  const used = graphemes(value);
  const over = used > limit;
  const words = over
    ? say(htmlWords.over, lang, { count: String(used - limit) })
    : used === limit
      ? say(htmlWords.full, lang, { limit: String(limit) })
      : used >= limit * 0.8
        ? say(htmlWords.left, lang, { count: String(limit - used), limit: String(limit) })
        : say(htmlWords.upTo, lang, { limit: String(limit) });
  return html`<p class="${over ? 'error' : 'hint'}" id="${id}" data-limit="${limit}">${over && icon('bad')}<span>${words}</span></p>`;
}

const segments = new Intl.Segmenter('am', { granularity: 'grapheme' });

function graphemes(value: string): number {
  let count = 0;
  for (const _ of segments.segment(value)) count += 1;
  return count;
}
