// What a buyer wrote when she bought something, read back to her. Her creator reads it by `readOrderAnswers`.
import { Type as T } from 'typebox';
import { endpoint } from './endpoint.ts';
import { readOrderAnswers } from './payments.ts';
import { Id } from './shapes.ts';

export const readOrderAnswersForBuyer = endpoint({
  method: 'GET',
  url: '/v1/payments/orders/:id/written',
  access: 'service',
  summary: 'What the buyer of an order wrote, for the page behind the address of her receipt',
  params: T.Object({ id: Id }),
  query: T.Object({ creatorId: Id }),
  response: readOrderAnswers.response,
});
