import { common, languageNames } from '@windsurf/language/words-common';
import { chooseLanguage, lang, tr } from '../words.ts';

/** Two buttons, each in its own language; what was typed stays. */
export const LanguageSwitch = () => (
  <div class="langs" role="group" aria-label={tr(common.language)}>
    {(['am', 'en'] as const).map((each) => (
      <button
        key={each}
        type="button"
        lang={each}
        aria-pressed={lang.value === each}
        onClick={() => chooseLanguage(each)}
      >
        {languageNames[each]}
      </button>
    ))}
  </div>
);
