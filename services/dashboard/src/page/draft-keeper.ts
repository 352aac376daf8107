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
  if (known !== null) {
    const key = `${begin(creatorId)} ${known}`;
    // A page that is loaded again may come before the old one has let go; a duplicated tab never gets it.
    if (await hold(key, 800)) return key;
  }
  const tab = crypto.randomUUID();
  const key = `${begin(creatorId)} ${tab}`;
  await hold(key, 800);
  sessionStorage.setItem(TAB, tab);
  return key;
}

/** True once this tab holds the name, which it lets go when it ends; false after `ms`. */
async function hold(name: string, ms: number): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return true;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ms);
  return await new Promise<boolean>((resolve) => {
    locks
      .request(name, { signal: late.signal }, async () => {
        clearTimeout(timer);
        resolve(true);
        // Never: the lock goes with the tab.
        await new Promise(() => undefined);
      })
      .catch(() => resolve(false));
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
