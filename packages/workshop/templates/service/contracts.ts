import { Type as T } from 'typebox';
import { endpoint } from './endpoint.ts';
import { Id } from './shapes.ts';

export const NoteView = T.Object({ id: Id, text: T.String() });

export const listNotes = endpoint({
  method: 'GET',
  url: '/v1/__name__/notes',
  access: 'creator',
  summary: 'The creator’s notes, newest first, at most 100',
  response: T.Object({ notes: T.Array(NoteView) }),
});

export const writeNote = endpoint({
  method: 'POST',
  url: '/v1/__name__/notes',
  access: 'creator',
  summary: 'Write a note',
  status: 201,
  body: T.Object({ text: T.String({ minLength: 1, maxLength: 2000 }) }, { additionalProperties: false }),
  response: NoteView,
});
