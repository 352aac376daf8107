// What the other rooms of this house may do with what is sellable.
export { holdCode, holdStock, releaseHeld, takeSold } from './holds.ts';
