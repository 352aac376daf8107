/** A server that a run needs can be had from nowhere, or the given one cannot be used. The message is one sentence for people. */
export class NoServer extends Error {}

/** An address as it may be shown: without its password. */
export const withoutPassword = (address: string): string => {
  const url = new URL(address);
  if (url.password !== '') url.password = '***';
  return url.href;
};
