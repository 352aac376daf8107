import type { Phrase } from '@windsurf/language/phrases';

/** The unit of an amount, after a no-break space. */
export const unit = { en: 'birr', am: 'ብር' } as const satisfies Phrase;

/** What to write instead, one sentence for each way a typed price can be refused. */
export const birrProblems = {
  empty: { en: 'Write an amount like 199.50.', am: 'መጠኑን እንደ 199.50 አድርገው ይጻፉ።' },
  letters: {
    en: 'Write the price with digits only, like 199.50.',
    am: 'ዋጋውን በቁጥር ብቻ ይጻፉ፤ ለምሳሌ 199.50።',
  },
  'ethiopic-numerals': {
    en: 'Write the price with 1 2 3, like 199.50.',
    am: 'ዋጋውን በ1 2 3 ይጻፉ፤ ለምሳሌ 199.50።',
  },
  negative: { en: 'Write an amount above zero, like 199.50.', am: 'ከዜሮ በላይ የሆነ መጠን ይጻፉ፤ ለምሳሌ 199.50።' },
  'too-many-decimals': {
    en: 'Write at most two digits after the dot, like 199.50.',
    am: 'ከነጥቡ በኋላ ቢበዛ ሁለት አሃዝ ይጻፉ፤ ለምሳሌ 199.50።',
  },
  'too-small': { en: 'Write an amount of at least {min}.', am: 'ቢያንስ {min} ይጻፉ።' },
  'too-large': { en: 'Write an amount of at most {max}.', am: 'ቢበዛ {max} ይጻፉ።' },
  format: {
    en: 'Write the amount with a dot before the santim, like 199.50 or 1,234.50.',
    am: 'ከሳንቲሙ በፊት ነጥብ ያድርጉ፤ ለምሳሌ 199.50 ወይም 1,234.50።',
  },
} as const satisfies Record<string, Phrase>;
