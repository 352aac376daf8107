import { fixturePage, storeFixturePage } from '../src/fixtures.ts';
import { isThemeId } from '../src/themes.ts';

// node bin/fixture.ts [am|en] [theme]: without a theme, every part in every state; with one, a store's page.
const [lang = 'am', theme = ''] = process.argv.slice(2);
const language = lang === 'en' ? 'en' : 'am';
process.stdout.write(isThemeId(theme) ? storeFixturePage(language, theme) : fixturePage(language));
