import { work } from '@windsurf/messages/consume';
import type { Jobber } from '@windsurf/messages/consume';
import type { Deps } from '../deps.ts';
import { checkSms, sendSms } from './sms-jobs.ts';
import { checkMessage, sendMessage } from './sms.ts';

export const smsJobs = (deps: Deps): Jobber[] => [
  work(sendSms, async ({ payload }) => await sendMessage(deps, payload.messageId)),
  work(checkSms, async ({ payload: { messageId, slot } }) => {
    await checkMessage(deps, messageId, slot === undefined ? undefined : new Date(slot));
  }),
];
