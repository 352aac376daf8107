// What the other rooms of this house may do with an attempt: everything that changes one goes through its rows here.
export { follows, isOpen, mayFollow } from './intent-states.ts';
export type { Happening, IntentState, Reason, Teller } from './intent-states.ts';
export {
  changeIntent,
  insertIntent,
  intentAndOrder,
  intentById,
  lockIntent,
  openIntent,
  writeHappening,
} from './intents.queries.ts';
export type { IntentChange, IntentRow, NewIntent } from './intents.queries.ts';
