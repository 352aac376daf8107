// Fields that hold several of the same: questions, dates, pictures. Each entry opens in a sheet of its own.
import { blockWords as words } from '@windsurf/language/words-dashboard-fields';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Icon } from '../parts/icons.tsx';
import { when } from '../parts/figures.ts';
import { Sheet } from '../parts/sheet.tsx';
import { tr } from '../words.ts';
import { entriesOf, missingIn } from './block-state.ts';
import { optionOf } from './field-words.ts';
import type { FieldsOf, OneField } from './field-props.ts';
import { blankEntry, type FieldSpec, type ListSpec, type Values } from './kinds.ts';
import { shownUrl, sendPicture } from '../pictures/send-picture.ts';

type ListProps = FieldsOf & {
  readonly field: ListSpec;
  readonly label: string;
  draw(one: OneField): ComponentChildren;
};

/** What an entry says in a row of the list. */
function entryName(fields: readonly FieldSpec[], entry: Values): string {
  const says = fields.flatMap((field) => {
    const value = entry[field.key];
    if (field.type === 'choice' && typeof value === 'string') return [optionOf(field.key, value)];
    if (field.type === 'moment' && typeof value === 'string' && value !== '') return [when(value)];
    if ((field.type === 'text' || field.type === 'area') && typeof value === 'string' && value.trim() !== '')
      return [value.trim()];
    return [];
  });
  return says.slice(0, 2).join(' · ') || tr(words.emptyEntry);
}

export function ListField(props: ListProps) {
  const { field, of, sample, id, label, inside, write } = props;
  const [open, setOpen] = useState<number>();
  const [busy, setBusy] = useState<{ readonly at: number; readonly count: number }>();
  const [wrong, setWrong] = useState<string>();
  const files = useRef<HTMLInputElement>(null);
  const entries = sample === undefined ? entriesOf(of[field.key]) : [];
  const pictures = field.fields[0]?.type === 'picture';
  const set = (next: readonly Values[]): void => write({ [field.key]: next });
  const change = (at: number, patch: Values): void =>
    set(
      entries.map((entry, n) =>
        n === at
          ? Object.fromEntries(Object.entries({ ...entry, ...patch }).filter(([, value]) => value !== undefined))
          : entry,
      ),
    );
  const move = (at: number, to: number): void => {
    const moved = entries[at];
    if (moved === undefined || to < 0 || to >= entries.length) return;
    const rest = entries.filter((_, n) => n !== at);
    set([...rest.slice(0, to), moved, ...rest.slice(to)]);
    setOpen(to);
  };
  const remove = (at: number): void => {
    setOpen(undefined);
    set(entries.filter((_, n) => n !== at));
    document.getElementById(id)?.focus();
  };
  const add = (): void => {
    if (pictures) return files.current?.click();
    set([...entries, blankEntry(field.fields)]);
    setOpen(entries.length);
    return undefined;
  };
  const send = async (chosen: readonly File[]): Promise<void> => {
    setWrong(undefined);
    const sent: Values[] = [];
    for (const [at, file] of chosen.slice(0, field.max - entries.length).entries()) {
      setBusy({ at: at + 1, count: chosen.length });
      try {
        sent.push({ ...blankEntry(field.fields), imageId: await sendPicture(file) });
        set([...entries, ...sent]);
      } catch (error) {
        setWrong(error instanceof Error ? error.message : '');
      }
    }
    setBusy(undefined);
  };
  const body = (at: number) => {
    const entry = entries[at];
    return (
      entry !== undefined &&
      field.fields
        .filter(({ when: asked }) => asked === undefined || asked(entry))
        .map((each) =>
          props.draw({
            ...props,
            field: each,
            id: `${id}-${at}`,
            of: entry,
            sample: undefined,
            inside: true,
            write: (patch) => change(at, patch),
          }),
        )
    );
  };
  const nameOf = (at: number): string => tr(words.entry, { name: label, at: at + 1, count: entries.length });

  return (
    <fieldset class="choices list" id={id} tabIndex={-1}>
      <legend>
        {label} <span class="muted num">({tr(words.entriesLimit, { min: field.min, max: field.max })})</span>
      </legend>
      {wrong !== undefined && (
        <p class="error" role="alert">
          <Icon name="bad" />
          {wrong}
        </p>
      )}
      {sample !== undefined &&
        entriesOf(sample[field.key]).map((entry, at) => (
          <p key={`sample-${at}`} class="ghost-entry muted">
            {entryName(field.fields, entry)}
          </p>
        ))}
      {entries.map((entry, at) =>
        inside === true ? (
          <div class="entry" key={`entry-${at}`} role="group" aria-label={nameOf(at)}>
            {body(at)}
            <button type="button" class="plain" onClick={() => remove(at)}>
              <Icon name="bin" />
              {tr(words.deleteEntry)}
            </button>
          </div>
        ) : (
          <button type="button" class="option entry-row" key={`entry-${at}`} onClick={() => setOpen(at)}>
            {typeof entry.imageId === 'string' && entry.imageId !== '' && (
              <img src={shownUrl(entry.imageId)} alt="" loading="lazy" />
            )}
            <span>{entryName(field.fields, entry)}</span>
            {missingIn(field.fields, entry) === undefined ? <Icon name="next" /> : <Icon name="warn" class="amber" />}
          </button>
        ),
      )}
      {entries.length < field.max && (
        <button type="button" class={entries.length === 0 && pictures ? 'btn wide' : 'btn quiet'} onClick={add}>
          <Icon name={pictures ? 'picture' : 'add'} />
          {tr(pictures ? words.choosePictures : entries.length === 0 ? words.firstEntry : words.addEntry)}
        </button>
      )}
      {pictures && (
        <>
          <p class="hint">{tr(words.pictureSize)}</p>
          <p class="hint" role="status">
            {busy === undefined ? '' : tr(words.sendingPicture, busy)}
          </p>
          <input
            class="vh"
            ref={files}
            type="file"
            accept="image/*"
            multiple
            tabIndex={-1}
            aria-hidden="true"
            onChange={(event) => {
              const chosen = [...(event.currentTarget.files ?? [])];
              event.currentTarget.value = '';
              void send(chosen);
            }}
          />
        </>
      )}
      {open !== undefined && entries[open] !== undefined && (
        <Sheet
          title={nameOf(open)}
          close={() => {
            setOpen(undefined);
            props.leave();
          }}
        >
          <div class="fields plain-fields">{body(open)}</div>
          <div class="acts">
            {entries.length > 1 && (
              <>
                <button
                  type="button"
                  class="btn quiet"
                  aria-disabled={open === 0 || undefined}
                  onClick={() => move(open, open - 1)}
                >
                  <Icon name="up" />
                  {tr(words.entryUp)}
                </button>
                <button
                  type="button"
                  class="btn quiet"
                  aria-disabled={open === entries.length - 1 || undefined}
                  onClick={() => move(open, open + 1)}
                >
                  <Icon name="down" />
                  {tr(words.entryDown)}
                </button>
              </>
            )}
            <button type="button" class="btn quiet" onClick={() => remove(open)}>
              <Icon name="bin" />
              {tr(words.deleteEntry)}
            </button>
          </div>
        </Sheet>
      )}
    </fieldset>
  );
}
