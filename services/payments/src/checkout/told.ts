// What the way back from the wallet says. Anybody can write it into an address, so it proves nothing: it chooses words,
// and has the rail asked a little sooner.

export type Told = {
  readonly what: 'paid' | 'ended';
  /** Age of the payment when it was said, in seconds. */
  readonly at: number;
};

const meanings: Readonly<Record<string, Told['what']>> = {
  PAY_SUCCESS: 'paid',
  PAY_FAILED: 'ended',
  PAY_CANCEL: 'ended',
};

/** The wallet's word on the way back; undefined for any other. */
export function toldBy(status: unknown, age: number): Told | undefined {
  const what = typeof status === 'string' && Object.hasOwn(meanings, status) ? meanings[status] : undefined;
  return what && { what, at: Math.max(0, Math.floor(age)) };
}

/** Our own short form for addresses: `paid-12`. */
export const toldText = ({ what, at }: Told): string => `${what}-${at}`;

export function readTold(text: string | undefined): Told | undefined {
  const [, what, at] = /^(paid|ended)-(\d{1,7})$/.exec(text ?? '') ?? [];
  return what === undefined ? undefined : { what: what === 'paid' ? 'paid' : 'ended', at: Number(at) };
}
