// Drafts that are not with the server yet, kept on this phone, each tab its own: one that saves must not take away what
// another has not.
import { del, entries, get, set } from 'idb-keyval';
import type { Kept } from './page-session.ts';

type Stored = Kept & { readonly at?: number };

const TAB = 'tab';
const begin = (creatorId: string): string => `draft ${creatorId}`;

/** The key of this tab. It is held as long as the tab lives, so that another can tell that nobody works on it any more. */
let held: Promise<string> | undefined;

async function takeKey(creatorId: string): Promise<string> {
  const known = sessionStorage.getItem(TAB);
  // A duplicated tab has the name of the first one: then it takes another.
  for (const tab of [known ?? crypto.randomUUID(), crypto.randomUUID()]) {
    const key = `${begin(creatorId)} ${tab}`;
    if (await hold(key)) {
      sessionStorage.setItem(TAB, tab);
      return key;
    }
  }
  return begin(creatorId);
}

/** True once this tab holds the name; it is let go when the tab ends. */
async function hold(name: string): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return true;
  return await new Promise<boolean>((resolve) => {
    void locks.request(name, { ifAvailable: true }, async (lock) => {
      resolve(lock !== null);
      // Never: the lock goes with the tab.
      if (lock !== null) await new Promise(() => undefined);
    });
  });
}

async function keyOf(creatorId: string): Promise<string> {
  const key = await (held ??= takeKey(creatorId));
  if (key.startsWith(begin(creatorId))) return key;
  // Somebody else signed in, in the same tab.
  held = takeKey(creatorId);
  return await held;
}

/** What this tab had not saved; else the newest of a tab that is gone. */
export async function readKept(creatorId: string): Promise<Kept | undefined> {
  try {
    const key = await keyOf(creatorId);
    const own = await get<Stored>(key);
    if (own !== undefined) return own;
    const alive = new Set((await navigator.locks?.query())?.held?.map(({ name }) => name));
    const [newest] = (await entries<string, Stored>())
      .filter(([name]) => name.startsWith(begin(creatorId)) && !alive.has(name))
      .sort(([, a], [, b]) => (b.at ?? 0) - (a.at ?? 0));
    if (newest === undefined) return undefined;
    // First it is ours, then it is nobody's: a tab that ends in between leaves two, never none.
    await set(key, newest[1]);
    await del(newest[0]);
    return newest[1];
  } catch {
    return undefined;
  }
}
export const writeKept = (creatorId: string, kept: Kept): void => {
  const stored: Stored = { ...kept, at: Date.now() };
  keyOf(creatorId)
    .then(async (key) => await set(key, stored))
    .catch(() => undefined);
};
export const dropKept = (creatorId: string): void => {
  keyOf(creatorId)
    .then(del)
    .catch(() => undefined);
};
