// Maintenance of production begins only while its notice stands on the status page. That the notice was announced a day
// before (S4-88) is auth's rule, which takes none that comes later without a word that it cannot wait.

/** How long the page may take, in milliseconds. */
const PATIENCE_MS = 10_000;

type Notice = { readonly kind: string; readonly active: boolean; readonly endsAt: string | null };

const isNotice = (value: unknown): value is Notice =>
  typeof value === 'object' && value !== null && 'kind' in value && 'active' in value && 'endsAt' in value;

/**
 * Why maintenance may not begin; undefined when it may.
 *
 * @param origin of the apps: `https://app.…`
 * @throws Error when the status page does not answer, or says something else
 */
export async function whyNotNow(origin: string): Promise<string | undefined> {
  const url = new URL('/status.json', origin);
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok) throw new Error(`${url.href} answers ${answer.status}`);
  const page: unknown = await answer.json();
  const notices: unknown = typeof page === 'object' && page !== null && 'notices' in page ? page.notices : undefined;
  if (!Array.isArray(notices) || !notices.every(isNotice)) throw new Error(`${url.href} has no list of notices`);
  const planned = notices.filter(({ kind }) => kind === 'maintenance');
  if (planned.some(({ active }) => active)) return undefined;
  return planned.length === 0
    ? 'no maintenance is announced on the status page: announce it a day ahead'
    : 'the maintenance that is announced has not begun, or is over';
}
