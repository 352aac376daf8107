// Who was signed in here and her store as it was last read, kept on this phone, so that the editor opens without network.
// It ends with the session: signing out, a session that is over, and a borrowed phone's half hour.
import { effect } from '@preact/signals';
import type { Store } from '@windsurf/contracts/store';
import { del, get, set } from 'idb-keyval';
import { type Session, session } from '../api.ts';
import { store } from '../store.ts';

/** Without the token that allows changes: a change asks for it anew. */
type Last = { readonly session: Omit<Session, 'csrf'>; readonly store: Store };

const KEY = 'last';

effect(() => {
  const [who, mine] = [session.value, store.value];
  if (who === null) del(KEY).catch(() => undefined);
  // The store of somebody else is still there for a moment when another person signs in.
  if (who == null || mine == null || mine.creatorId !== who.creatorId) return;
  const { csrf: _, ...rest } = who;
  set(KEY, { session: rest, store: mine } satisfies Last).catch(() => undefined);
});

/** Opens what was last known here. False when nothing is, or when its session is over. */
export async function openLast(): Promise<boolean> {
  if (session.peek() != null && store.peek() != null) return true;
  const last = await get<Last>(KEY).catch(() => undefined);
  if (last === undefined) return false;
  if (Date.parse(last.session.expiresAt) <= Date.now()) {
    await del(KEY).catch(() => undefined);
    return false;
  }
  session.value = { ...last.session, csrf: '' };
  store.value = last.store;
  return true;
}
