/** A cover's address as the event said it: a path of the store origin, or whole. Undefined for anything else. */
export function coverAddress(coverUrl: string | null, storeOrigin: string): string | undefined {
  if (coverUrl === null || !URL.canParse(coverUrl, storeOrigin)) return undefined;
  const url = new URL(coverUrl, storeOrigin);
  return url.origin === new URL(storeOrigin).origin ? url.href : undefined;
}
