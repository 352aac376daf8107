// What a buyer hears who asked to be reminded. One part in either language.
import { say } from '@windsurf/language/phrases';
import type { Language } from '@windsurf/language/phrases';
import { abandonedWords as words } from '@windsurf/language/words-sms-abandoned';
import { firstFitting, oneLine, withTitle } from './fitting.ts';
import { plainLatin } from './parts.ts';

/** @param title null while it is not known here */
export function abandonedText(lang: Language, { title, url }: { title: string | null; url: string }): string {
  const bare = plainLatin(say(words.reminderBare, lang, { url }));
  if (title === null) return bare;
  return firstFitting([() => withTitle(words.reminder, lang, oneLine(title), { url })], bare);
}
