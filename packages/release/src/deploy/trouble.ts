/** Something that a person can act on; printed as one sentence, without a stack. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** Why a release is rolled back. */
export class Trouble extends Error {
  override readonly name = 'Trouble';
}

/** Another runner has taken the deployment over; this one touches nothing any more. */
export class LostLease extends Error {
  override readonly name = 'LostLease';
}

export const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));
