// The jobs of an SMS, declared apart from their work, which enqueues them too.
import { Id } from '@windsurf/contracts/shapes';
import { job } from '@windsurf/messages/job';
import { Type as T } from 'typebox';

export const sendSms = job('sms.send', T.Object({ messageId: Id }));
export const checkSms = job('sms.check', T.Object({ messageId: Id, slot: T.Optional(T.String()) }));
/** Seconds after which the gateway is asked about a message that it has not reported. */
export const checkDelays = [300, 1800, 7200, 43_200, 86_400] as const;
