// A link to a file of the API. The browser fetches it by itself, with its cookie, so that it also works inside of other
// apps; the session is made fresh before, because a link cannot do that.
import { currentSession } from '@windsurf/contracts/auth';
import { urlOf } from '@windsurf/contracts/endpoint';
import type { EndpointShape, Input } from '@windsurf/contracts/endpoint';
import { useState } from 'preact/hooks';
import { billingWords as words } from '@windsurf/language/words-dashboard-billing';
import { call } from '../api.ts';
import { type ApiProblem, asProblem } from '../api-problem.ts';
import { Icon } from '../parts/icons.tsx';
import { Failed } from '../parts/states.tsx';
import { lang, tr } from '../words.ts';

type FileLinkProps<E extends EndpointShape> = {
  readonly endpoint: E;
  readonly input: Input<E>;
  readonly label: string;
  /** What the label means here, for those who do not see the row. */
  readonly of?: string;
};

export function FileLink<const E extends EndpointShape>({ endpoint, input, label, of }: FileLinkProps<E>) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const given = input as { readonly params?: object };
  const href = urlOf(endpoint, { ...given, query: { lang: lang.value } });
  const fetchFile = async (event: MouseEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await call(currentSession, {});
      const link = document.createElement('a');
      link.href = href;
      link.download = '';
      link.click();
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <a class="btn quiet" href={href} aria-busy={busy} onClick={(event) => void fetchFile(event)}>
        <Icon name="file" />
        {busy ? tr(words.fetching) : label}
        {of !== undefined && <span class="vh"> {of}</span>}
      </a>
      {problem !== undefined && <Failed problem={problem} />}
    </>
  );
}
