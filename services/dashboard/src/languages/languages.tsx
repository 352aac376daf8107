// The page in its other language: each text once, with the words that stand for it. Saved like every edit of the draft.
import { textsOf } from '@windsurf/language/page-texts';
import { moreWords } from '@windsurf/language/words-dashboard-more';
import { languageWords as words } from '@windsurf/language/words-dashboard-languages';
import { useEffect, useState } from 'preact/hooks';
import { Screen } from '../app/screen.tsx';
import { change, content, openDraft } from '../page/editor-model.ts';
import { SaveWords } from '../page/save-words.tsx';
import { withoutSamples } from '../page/blocks.ts';
import { Field } from '../parts/form.tsx';
import { Empty, Waiting } from '../parts/states.tsx';
import { store } from '../store.ts';
import { tr } from '../words.ts';
import '../styles/editor-sheets.css';

const names = { am: words.amharic, en: words.english } as const;

export function Languages() {
  const mine = store.value;
  const page = content.value;
  useEffect(() => {
    const now = store.peek();
    if (now != null) void openDraft(now);
  }, []);
  const own = mine?.lang ?? 'am';
  const other = own === 'am' ? 'en' : 'am';
  const texts = page === undefined ? undefined : textsOf(withoutSamples(page));
  const said = new Map((page?.translations ?? []).map(({ from, to }) => [from, to]));
  const done = texts?.filter((text) => (said.get(text) ?? '') !== '').length ?? 0;
  const keep = (from: string, to: string): void => {
    if (page === undefined || (said.get(from) ?? '') === to.trim()) return;
    const rest = (page.translations ?? []).filter((each) => each.from !== from);
    const translations = to.trim() === '' ? rest : [...rest, { from, to: to.trim() }];
    change({ kind: 'replace', content: { ...page, translations } });
  };
  return (
    <Screen
      title={tr(words.title)}
      lede={tr(words.says, { own: tr(names[own]), other: tr(names[other]) })}
      up="/more"
      upLabel={tr(moreWords.title)}
    >
      {texts === undefined && <Waiting />}
      {texts?.length === 0 && (
        <Empty icon="text" title={tr(words.nothing)}>
          <a class="btn" href="/page">
            {tr(words.toPage)}
          </a>
        </Empty>
      )}
      {texts !== undefined && texts.length > 0 && (
        <>
          <p role="status">
            <b class="num">{tr(words.done, { count: done, all: texts.length })}</b>
          </p>
          <SaveWords />
          {texts.map((text, at) => (
            <Translation
              key={text}
              id={`t-${at}`}
              from={text}
              to={said.get(text) ?? ''}
              own={own}
              other={other}
              keep={(to) => keep(text, to)}
            />
          ))}
          {mine != null && mine.published !== null && (
            <a class="btn quiet" href={`${mine.url}?lang=${other}`} target="_blank" rel="noopener">
              {tr(words.look, { other: tr(names[other]) })}
            </a>
          )}
        </>
      )}
    </Screen>
  );
}

type TranslationProps = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly own: 'am' | 'en';
  readonly other: 'am' | 'en';
  keep(to: string): void;
};

function Translation({ id, from, to, own, other, keep }: TranslationProps) {
  const [typed, setTyped] = useState(to);
  useEffect(() => setTyped(to), [to]);
  return (
    <div class="translation">
      <Field
        id={id}
        label={tr(words.inOther, { other: tr(names[other]) })}
        hint={<span lang={own}>{from}</span>}
        area={from.length > 60 || from.includes('\n')}
        lang={other}
        limit={2000}
        value={typed}
        onText={setTyped}
        onBlur={() => keep(typed)}
      />
    </div>
  );
}
