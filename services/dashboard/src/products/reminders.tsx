// Whether buyers may ask to be reminded of a payment that they did not finish: one switch, saved when it is turned.
import { changeReminders, readReminders } from '@windsurf/contracts/payments-after';
import { useState } from 'preact/hooks';
import { cartWords as words } from '@windsurf/language/words-cart';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Failed, Waiting } from '../parts/states.tsx';
import { useResource } from '../resource.ts';
import { tr } from '../words.ts';

export function Reminders() {
  const reminders = useResource(readReminders, {});
  const [problem, setProblem] = useState<ApiProblem>();
  const { data } = reminders;
  const turn = async (abandoned: boolean): Promise<void> => {
    setProblem(undefined);
    try {
      reminders.put(await call(changeReminders, { body: { abandoned } }));
    } catch (error) {
      setProblem(asProblem(error));
      reminders.reload();
    }
  };
  return (
    <section class="panel">
      <h2>{tr(words.remindSetting)}</h2>
      <p class="muted">{tr(words.remindSays)}</p>
      {reminders.problem !== undefined && <Failed problem={reminders.problem} retry={reminders.reload} />}
      {problem !== undefined && <Failed problem={problem} />}
      {data === undefined && reminders.problem === undefined && <Waiting rows={1} />}
      {data !== undefined && (
        <label class="tick">
          <input
            type="checkbox"
            checked={data.abandoned}
            onChange={(event) => void turn(event.currentTarget.checked)}
          />
          {tr(words.remindOn)}
        </label>
      )}
    </section>
  );
}
