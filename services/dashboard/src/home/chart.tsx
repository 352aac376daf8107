// Bars of one number per day, drawn here, with the same numbers as a table.
import { homeWords as words } from '@windsurf/language/words-dashboard-home';
import { birr, dayName } from '../parts/figures.ts';
import { tr } from '../words.ts';

export type DayCounts = {
  readonly day: string;
  readonly views: number;
  readonly sales: number;
  readonly revenueSantim: number;
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
      <details>
        <summary>{tr(words.chartTable)}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{tr(words.day)}</th>
              <th scope="col" class="num">
                {tr(words.people)}
              </th>
              <th scope="col" class="num">
                {tr(words.sales)}
              </th>
              <th scope="col" class="num">
                {tr(words.revenue)}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...days].reverse().map((day) => (
              <tr key={day.day}>
                <th scope="row">{dayName(day.day)}</th>
                <td class="num">{day.views}</td>
                <td class="num">{day.sales}</td>
                <td class="num">{birr(day.revenueSantim)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
