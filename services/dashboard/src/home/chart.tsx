// Bars of one number per day, drawn here, and the days as a table: the rows that a number is made of.
import type { Phrase } from '@windsurf/language/phrases';
import { homeWords as words } from '@windsurf/language/words-dashboard-home';
import { birr, dayName } from '../parts/figures.ts';
import { tr } from '../words.ts';

export type DayCounts = {
  readonly day: string;
  readonly views: number;
  readonly productViews: number;
  readonly checkouts: number;
  readonly sales: number;
  readonly revenueSantim: number;
  readonly refundedSantim: number;
};

const HEIGHT = 72;

/** Nothing for fewer than two days with a visit: a chart of one point says less than its number. */
export function Chart({ days }: { days: readonly DayCounts[] }) {
  const most = Math.max(...days.map((day) => day.views), 0);
  if (days.filter((day) => day.views > 0).length < 2) return null;
  const step = 300 / days.length;
  return (
    <figure class="chart">
      <figcaption>{tr(words.chartTitle)}</figcaption>
      <svg viewBox={`0 0 300 ${HEIGHT + 8}`} role="img" aria-label={tr(words.chartSays, { days: days.length, most })}>
        <path class="ground" d={`M0 ${HEIGHT + 0.5}h300`} />
        {days.map((day, at) => {
          const height = day.views === 0 ? 0 : Math.max(3, (day.views / most) * HEIGHT);
          return (
            <g key={day.day}>
              <rect x={at * step + 1} y={HEIGHT - height} width={Math.max(2, step - 2)} height={height} rx="1.5" />
              {day.sales > 0 && <circle cx={at * step + step / 2} cy={HEIGHT + 5} r="2.2" />}
            </g>
          );
        })}
      </svg>
    </figure>
  );
}

/** The newest day first; the columns of a funnel, or what was sold. */
export function Days({ days, funnel = false }: { days: readonly DayCounts[]; funnel?: boolean }) {
  const back = days.some(({ refundedSantim }) => refundedSantim > 0) ? [givenBack] : [];
  const columns = funnel ? funnelColumns : [...soldColumns, ...back];
  return (
    <details>
      <summary>{tr(words.dayByDay)}</summary>
      <div class="days" role="region" aria-label={tr(words.dayByDay)} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{tr(words.day)}</th>
              {columns.map(({ name }) => (
                <th key={name.en} scope="col" class="num">
                  {tr(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map((day) => (
              <tr key={day.day}>
                <th scope="row">{dayName(day.day)}</th>
                {columns.map(({ name, of }) => (
                  <td key={name.en} class="num">
                    {of(day)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

type Column = { readonly name: Phrase; of(day: DayCounts): number | string };
const people: Column = { name: words.people, of: (day) => day.views };
const paid: Column = { name: words.sales, of: (day) => day.sales };
const funnelColumns: readonly Column[] = [
  people,
  { name: words.productViews, of: (day) => day.productViews },
  { name: words.checkouts, of: (day) => day.checkouts },
  paid,
];
const soldColumns: readonly Column[] = [people, paid, { name: words.revenue, of: (day) => birr(day.revenueSantim) }];
const givenBack: Column = { name: words.givenBack, of: (day) => birr(day.refundedSantim) };
