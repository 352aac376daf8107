// What buyers asked to be made: read, accepted, handed over or declined.
import {
  acceptRequest,
  declineRequest,
  deliverRequest,
  listRequests,
  readRequest,
} from '@windsurf/contracts/delivery-desk';
import type { RequestView } from '@windsurf/contracts/delivery-desk';
import { moreWords } from '@windsurf/language/words-dashboard-more';
import { typeWords as words } from '@windsurf/language/words-dashboard-types';
import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call, session } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { Screen } from '../app/screen.tsx';
import { when } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { tell } from '../parts/toast.tsx';
import { staleResources, useResource } from '../resource.ts';
import { tr } from '../words.ts';
import '../styles/lists.css';
import '../styles/products.css';
import { Answers } from './answers.tsx';
import { FileField } from './file-field.tsx';
import { slotOf } from './kept-slot.ts';

const states = {
  new: words.stateNew,
  accepted: words.stateAccepted,
  delivered: words.stateDelivered,
  declined: words.stateDeclined,
} as const;
/** One that was given back is over, however far it was. */
const stateOf = ({ state, access }: RequestView): keyof typeof states => (access === 'active' ? state : 'declined');

export function RequestState({ request }: { request: RequestView }) {
  const state = stateOf(request);
  return (
    <span class={`badge ${state === 'delivered' ? 'ok' : state === 'new' ? 'warn' : ''}`}>
      <Icon name={state === 'delivered' ? 'check' : state === 'declined' ? 'undo' : 'clock'} />
      {tr(states[state])}
    </span>
  );
}

export function Requests() {
  const requests = useResource(listRequests, { query: { limit: 100 } });
  const items = requests.data?.items;
  return (
    <Screen title={tr(words.requests)} up="/more" upLabel={tr(moreWords.title)}>
      {requests.problem !== undefined && <Failed problem={requests.problem} retry={requests.reload} />}
      {items === undefined && requests.problem === undefined && <Waiting />}
      {items?.length === 0 && (
        <Empty icon="edit" title={tr(words.noRequests)}>
          <p class="muted">{tr(words.noRequestsSays)}</p>
        </Empty>
      )}
      {items !== undefined && items.length > 0 && (
        <ul class="products">
          {items.map((request) => (
            <li key={request.id}>
              <div>
                <a class="main" href={`/more/requests/${request.id}`}>
                  {request.title}
                </a>
                <span class="muted">{tr(words.due, { time: when(request.dueAt, 'date') })}</span>
                <RequestState request={request} />
              </div>
              <Icon name="next" />
            </li>
          ))}
        </ul>
      )}
    </Screen>
  );
}

export function Request() {
  const { params } = useRoute();
  const request = useResource(readRequest, { params: { id: params.id ?? '' } });
  const { data, problem } = request;
  return (
    <Screen title={data?.title ?? tr(words.requests)} up="/more/requests" upLabel={tr(words.requests)}>
      {problem !== undefined && (
        <Failed problem={problem} {...(problem.status === 404 ? {} : { retry: request.reload })} />
      )}
      {data === undefined && problem === undefined && <Waiting rows={2} />}
      {data !== undefined && (
        <>
          <section class="panel">
            <p>
              <RequestState request={data} />
            </p>
            <p class="muted">{tr(words.due, { time: when(data.dueAt, 'full') })}</p>
          </section>
          <Answers orderId={data.orderId} />
          <Desk key={data.changedAt} request={data} changed={request.reload} />
        </>
      )}
    </Screen>
  );
}

function Desk({ request, changed }: { request: RequestView; changed(): void }) {
  const [text, setText] = useState(request.text ?? '');
  const [fileId, setFileId] = useState<string | null>(null);
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const [sure, setSure] = useState(false);
  const state = stateOf(request);
  const act = async (work: () => Promise<RequestView>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await work();
      tell(tr(words.told));
      staleResources(listRequests);
      changed();
    } catch (error) {
      setErrors(errorsOf(asProblem(error), { '/text': 'text', '/fileId': 'file' }));
    } finally {
      setBusy(false);
    }
  };
  const at = { params: { id: request.id } };
  if (state === 'declined') return null;
  return (
    <>
      <form
        noValidate
        class="panel"
        onSubmit={(event) => {
          event.preventDefault();
          const body = { ...(text.trim() === '' ? {} : { text }), ...(fileId === null ? {} : { fileId }) };
          void act(async () => await call(deliverRequest, { ...at, body }));
        }}
      >
        <h2>{tr(words.handOver)}</h2>
        <ErrorSummary errors={errors} />
        {request.files.map((file) => (
          <p key={file.id}>
            <Icon name="file" /> {file.name}
          </p>
        ))}
        <FileField
          slot={slotOf(session.peek()?.creatorId, `request ${request.id}`)}
          fileId={fileId}
          error={errorAt(errors, 'file')}
          onFile={setFileId}
        />
        <Field
          id="text"
          label={tr(words.handText)}
          area
          optional
          value={text}
          onText={(typed) => {
            setText(typed);
            setErrors([]);
          }}
          error={errorAt(errors, 'text')}
        />
        <Submit busy={busy} label={tr(words.handOver)} />
      </form>
      {state !== 'delivered' && (
        <section class="panel acts">
          {state === 'new' && (
            <button type="button" class="btn quiet" onClick={() => void act(async () => await call(acceptRequest, at))}>
              {tr(words.accept)}
            </button>
          )}
          {sure ? (
            <>
              <p role="alert">{tr(words.declineSure)}</p>
              <button
                type="button"
                class="btn danger"
                onClick={() => void act(async () => await call(declineRequest, at))}
              >
                {tr(words.yesDecline)}
              </button>
            </>
          ) : (
            <button type="button" class="btn quiet" onClick={() => setSure(true)}>
              {tr(words.decline)}
            </button>
          )}
        </section>
      )}
    </>
  );
}
