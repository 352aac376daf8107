// What is still missing, by name: each row leads to the place where it is mended (S1-45, ON-9).
import { myCreator } from '@windsurf/contracts/store-trust';
import { homeWords as words } from '@windsurf/language/words-dashboard-home';
import { Icon } from '../parts/icons.tsx';
import { useResource } from '../resource.ts';
import { lang, tr } from '../words.ts';

/** Nothing while nobody knows, and nothing when nothing is missing: the steps above stand by themselves. */
export function Readiness() {
  const { data } = useResource(myCreator, {}, { keep: true });
  if (data === undefined || data.readinessBlockers.length === 0) return null;
  return (
    <section class="panel" id="readiness">
      <h2>{tr(words.missingTitle)}</h2>
      <ul class="ideas">
        {data.readinessBlockers.map(({ code, messageAm, messageEn, actionUrl }) => (
          <li key={code}>
            <a href={actionUrl}>
              <span>{lang.value === 'am' ? messageAm : messageEn}</span>
              <Icon name="next" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
