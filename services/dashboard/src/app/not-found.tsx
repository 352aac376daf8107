import { common } from '@windsurf/language/words-common';
import { dashboardWords as words } from '@windsurf/language/words-dashboard';
import { tr } from '../words.ts';
import { Screen } from './screen.tsx';

export const NotFound = () => (
  <Screen title={tr(words.notFoundTitle)} lede={tr(common.notFound)}>
    <a class="btn" href="/">
      {tr(words.toHome)}
    </a>
  </Screen>
);
