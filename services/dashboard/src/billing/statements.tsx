import {
  listStatements,
  readStatementFile,
  readStatementTable,
  readTaxPack,
} from '@windsurf/contracts/payments-billing';
import { billingWords as words } from '@windsurf/language/words-dashboard-billing';
import { moreWords } from '@windsurf/language/words-dashboard-more';
import { Screen } from '../app/screen.tsx';
import { birr } from '../parts/figures.ts';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { lang, tr } from '../words.ts';
import '../styles/lists.css';
import { FileLink } from './file-link.tsx';

/** Months and fiscal years, each with its files. */
export function Statements() {
  const statements = useResource(listStatements, { query: { lang: lang.value } });
  const { data, problem } = statements;
  return (
    <Screen title={tr(words.statements)} up="/more" upLabel={tr(moreWords.title)}>
      {problem !== undefined && <Failed problem={problem} retry={statements.reload} />}
      {data === undefined && problem === undefined && <Waiting rows={3} />}
      {data?.months.length === 0 && (
        <Empty icon="file" title={tr(words.statementsEmpty)}>
          <p class="muted">{tr(words.statementsEmptySays)}</p>
        </Empty>
      )}
      {data !== undefined && data.months.length > 0 && (
        <>
          <section class="panel">
            <h2>{tr(words.years)}</h2>
            <p class="muted">{tr(words.yearsSays)}</p>
            <ul class="rows">
              {data.years.map(({ year, label, open }) => (
                <li key={year}>
                  <div>
                    <b>{label}</b>
                    {open && <small class="muted">{tr(words.stillOpen)}</small>}
                  </div>
                  <FileLink
                    endpoint={readTaxPack}
                    input={{ params: { year }, query: {} }}
                    label={tr(words.pack)}
                    of={label}
                  />
                </li>
              ))}
            </ul>
          </section>
          <section class="panel">
            <h2>{tr(words.months)}</h2>
            <ul class="rows">
              {data.months.map(({ month, label, open, salesSantim, refundsSantim }) => (
                <li key={month}>
                  <div>
                    <b>{label}</b>
                    <small class="muted">
                      {refundsSantim === 0
                        ? tr(words.sold, { sum: birr(salesSantim) })
                        : tr(words.soldAndBack, { sum: birr(salesSantim), back: birr(refundsSantim) })}
                      {open && ` · ${tr(words.stillOpen)}`}
                    </small>
                  </div>
                  <FileLink
                    endpoint={readStatementFile}
                    input={{ params: { month }, query: {} }}
                    label={tr(words.pdf)}
                    of={label}
                  />
                  <FileLink
                    endpoint={readStatementTable}
                    input={{ params: { month }, query: {} }}
                    label={tr(words.table)}
                    of={label}
                  />
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </Screen>
  );
}
