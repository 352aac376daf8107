import { useState } from 'preact/hooks';
import { continueOnboarding } from '@windsurf/contracts/store';
import { dashboardWords as words, makingWords } from '@windsurf/language/words-dashboard';
import { useLocation } from 'preact-iso';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { Failed } from '../parts/states.tsx';
import { store } from '../store.ts';
import { tr } from '../words.ts';
import { type MakingName, MakingPicture } from './making-picture.tsx';

const cards: readonly MakingName[] = [
  'teacher',
  'cook',
  'designer',
  'musician',
  'fitness',
  'language',
  'choir',
  'developer',
  'other',
];

/** ON-4. One tap picks template, theme and words. */
export function MakingScreen() {
  const { route } = useLocation();
  const [chosen, setChosen] = useState<MakingName>();
  const [problem, setProblem] = useState<ApiProblem>();

  const choose = (making: MakingName): void => {
    if (chosen !== undefined && problem === undefined) return;
    setChosen(making);
    setProblem(undefined);
    call(continueOnboarding, { body: { making, step: 'links' } }).then(
      (next) => {
        store.value = next;
        route('/start/links');
      },
      (error: unknown) => setProblem(asProblem(error)),
    );
  };

  return (
    <Screen title={tr(words.makingTitle)} lede={tr(words.makingLede)}>
      {problem && <Failed problem={problem} retry={() => chosen && choose(chosen)} />}
      <ul class="makings">
        {cards.map((making) => (
          <li key={making}>
            <button
              type="button"
              aria-pressed={(chosen ?? store.value?.making) === making}
              aria-busy={chosen === making && problem === undefined ? true : undefined}
              onClick={() => choose(making)}
            >
              <MakingPicture making={making} />
              <b>{tr(makingWords[making].name)}</b>
              <small>{tr(makingWords[making].what)}</small>
            </button>
          </li>
        ))}
      </ul>
    </Screen>
  );
}
