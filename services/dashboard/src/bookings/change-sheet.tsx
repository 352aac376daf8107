// Moving or cancelling a booking: what the buyer will read and get is said before the button.
import { cancelBooking, moveBooking } from '@windsurf/contracts/delivery-bookings';
import type { BookingView } from '@windsurf/contracts/delivery-bookings';
import { bookingScreenWords as words } from '@windsurf/language/words-dashboard-bookings';
import { useState } from 'preact/hooks';
import { call } from '../api.ts';
import { asProblem } from '../api-problem.ts';
import { when } from '../parts/figures.ts';
import { errorAt, errorsOf, ErrorSummary, Field, type FormError, Submit } from '../parts/form.tsx';
import { MomentField } from '../parts/moment-field.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { tell } from '../parts/toast.tsx';
import { tr } from '../words.ts';

type ChangeProps = {
  readonly booking: BookingView;
  readonly what: 'move' | 'cancel';
  close(): void;
  changed(): void;
};

export function ChangeSheet({ booking, what, close, changed }: ChangeProps) {
  const [startsAt, setStartsAt] = useState<string>();
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [busy, setBusy] = useState(false);
  const moving = what === 'move';
  const send = async (): Promise<void> => {
    const found: FormError[] = [];
    if (moving && startsAt === undefined) found.push({ id: 'booking-time', says: tr(words.newTimeMissing) });
    if (reason.trim() === '') found.push({ id: 'booking-reason', says: tr(words.reasonMissing) });
    setErrors(found);
    if (found.length > 0 || busy) return;
    setBusy(true);
    try {
      const params = { id: booking.id };
      if (moving) await call(moveBooking, { params, body: { startsAt: startsAt ?? '', reason } });
      else await call(cancelBooking, { params, body: { reason } });
      tell(tr(moving ? words.wasMoved : words.wasCancelled));
      changed();
      close();
    } catch (error) {
      const ids = { '/startsAt': 'booking-time', '/reason': 'booking-reason' };
      setErrors(errorsOf(asProblem(error), ids));
      setBusy(false);
    }
  };
  return (
    <Sheet title={tr(moving ? words.moveTitle : words.cancelTitle)} close={close}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <ErrorSummary errors={errors} />
        <p>
          <b>{booking.title}</b>
          <br />
          {when(booking.startsAt, 'full')}
        </p>
        <p class="muted">{tr(moving ? words.moveSays : words.cancelSays)}</p>
        {moving && (
          <MomentField
            id="booking-time"
            label={tr(words.newTime)}
            value={startsAt}
            onMoment={setStartsAt}
            error={errorAt(errors, 'booking-time')}
          />
        )}
        <Field
          id="booking-reason"
          label={tr(words.reason)}
          value={reason}
          onText={setReason}
          limit={200}
          error={errorAt(errors, 'booking-reason')}
        />
        <Submit busy={busy} label={tr(moving ? words.doMove : words.doCancel)} class={moving ? '' : 'danger'} />
      </form>
    </Sheet>
  );
}
