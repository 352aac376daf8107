import { useState } from 'preact/hooks';
import { asProblem } from '../api-problem.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';

type WriterProps = {
  readonly id: string;
  readonly label: string;
  readonly act: string;
  readonly busyLabel: string;
  /** Throws `ApiProblem`; the text then stays. */
  send(text: string): Promise<void>;
};

/** A text and a button; what is typed stays until it has been sent. */
export function Writer({ id, label, act, busyLabel, send }: WriterProps) {
  const [text, setText] = useState('');
  const [errors, setErrors] = useState<FormError[]>([]);
  const [busy, setBusy] = useState(false);
  return (
    <form
      class="panel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        setBusy(true);
        setErrors([]);
        send(text)
          .then(() => setText(''))
          .catch((error: unknown) => setErrors(errorsOf(asProblem(error), { '/text': id })))
          .finally(() => setBusy(false));
      }}
    >
      <ErrorSummary errors={errors} />
      <Field id={id} label={label} area value={text} onText={setText} error={errorAt(errors, id)} />
      <Submit busy={busy} label={act} busyLabel={busyLabel} />
    </form>
  );
}
