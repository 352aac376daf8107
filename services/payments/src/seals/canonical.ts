// The text that a day's hash is made over. docs/ledger.md says the same in words, so that anyone can make it again from an
// export; a change here is a new first line, never the same one.
import { createHash } from 'node:crypto';
import type { BookedLine } from './seals.queries.ts';

/** What a sealed day says of itself. */
export type DayHash = {
  readonly entries: number;
  readonly postings: number;
  readonly debits: number;
  readonly hash: string;
};

/** Hashes a day without holding it: lines come in pages, in the order of the day. */
export function startDay(creatorId: string, day: string, previous: string | null) {
  const sha = createHash('sha256');
  sha.update(`windsurf-ledger-1\ncreator ${creatorId}\nday ${day}\nprevious ${previous ?? '-'}\n`);
  let entries = 0;
  let postings = 0;
  let debits = 0n;
  let last: string | undefined;
  return {
    add(line: BookedLine): void {
      if (line.id !== last) {
        entries += 1;
        last = line.id;
        sha.update(`entry ${line.id} ${line.kind} ${line.aboutId} ${line.orderId ?? '-'} ${line.at}\n`);
      }
      if (line.line === null) return;
      postings += 1;
      const amount = BigInt(line.amount ?? '0');
      if (amount > 0n) debits += amount;
      sha.update(`posting ${line.line} ${line.account} ${line.amount} ${line.currency}\n`);
    },
    end(): DayHash {
      sha.update(`end ${entries} ${postings} ${debits}\n`);
      return { entries, postings, debits: Number(debits), hash: sha.digest('hex') };
    },
  };
}

/** The same over the creators of a day, in the order of their ids. */
export function startPlatformDay(day: string, previous: string | null) {
  const sha = createHash('sha256');
  sha.update(`windsurf-ledger-days-1\nday ${day}\nprevious ${previous ?? '-'}\n`);
  let creators = 0;
  let entries = 0;
  return {
    add(seal: { readonly creatorId: string; readonly entries: number; readonly hash: string }): void {
      creators += 1;
      entries += seal.entries;
      sha.update(`creator ${seal.creatorId} ${seal.entries} ${seal.hash}\n`);
    },
    end(): { creators: number; entries: number; hash: string } {
      sha.update(`end ${creators} ${entries}\n`);
      return { creators, entries, hash: sha.digest('hex') };
    },
  };
}
