import { readdir } from 'node:fs/promises';
import t from 'tap';
import { phraseDefects, phrasesIn } from './phrase-check.ts';

t.test('every phrase of the catalog is whole in both languages', async (t) => {
  const files = (await readdir(import.meta.dirname)).filter((name) => /^words-.*\.ts$/.test(name));
  t.ok(files.includes('words-common.ts'), 'the walk sees the files of words');
  let phrases = 0;
  let reviewed = 0;
  for (const file of files) {
    const found = phrasesIn(await import(`./${file}`));
    t.ok(found.length > 0, `${file} has phrases`);
    phrases += found.length;
    reviewed += found.filter(({ phrase }) => phrase.reviewed).length;
    const defects = found.flatMap(({ path, phrase }) => phraseDefects(phrase).map((defect) => `${path}: ${defect}`));
    t.same(defects, [], `${file}: ${found.length} phrases`);
  }
  t.comment(`${phrases} phrases in ${files.length} files, ${reviewed} of them reviewed by a native reader`);
  t.ok(phrases > 80, 'a walk that saw nothing would fail here');
});

t.test('the check of phrases finds each planted defect', async (t) => {
  const planted = {
    empty: { en: 'Save', am: ' ' },
    latin: { en: 'Save', am: 'Save' },
    places: { en: 'Pay {amount}', am: '{sum} ይክፈሉ' },
    half: { en: 'Save' },
    colons: { en: 'Paid.', am: 'ተከፍሏል፡፡' },
    leaked: { en: 'Save አስቀምጥ', am: 'አስቀምጥ' },
  };
  const found = phrasesIn({ deep: [planted] });
  t.equal(found.length, 6);
  for (const { path, phrase } of found) t.not(phraseDefects(phrase).length, 0, path);
});
