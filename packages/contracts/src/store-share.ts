// What is handed on: the card that messengers draw, the texts to share, the code to print, and how often it was fetched.
import { Type as T } from 'typebox';
import { endpoint } from './endpoint.ts';
import { Id } from './shapes.ts';

export const readShare = endpoint({
  method: 'GET',
  url: '/v1/stores/mine/share',
  access: 'creator',
  summary: 'How the store, or one product of it, looks where its address is shared',
  query: T.Object({ productId: T.Optional(Id) }),
  response: T.Object({
    url: T.String(),
    title: T.String(),
    description: T.String(),
    /** What goes before the address in a message. */
    text: T.String(),
    /** False while readers cannot see it: a messenger would show nothing. */
    live: T.Boolean(),
    card: T.Object({ url: T.String(), alt: T.String() }),
    /** Addresses of the code, as a drawing and as a picture for printing. */
    code: T.Object({ svg: T.String(), png: T.String() }),
    /** How often messengers fetched the card in the last 30 days. */
    previews: T.Integer(),
  }),
});
