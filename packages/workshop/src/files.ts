import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What git ignores, plus git itself: sources are what is left. */
const IGNORED = new Set(['node_modules', '.git', '.dev', '.tap', 'dist', 'coverage', '.terraform']);

/**
 * All source files below the clone, as sorted paths relative to it.
 *
 * @param root the clone's folder
 */
export const sourceFiles = (root: string): string[] => {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (IGNORED.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile() && !entry.name.endsWith('.log')) found.push(relative(root, path));
    }
  };
  walk(root);
  return found.sort();
};

/** A file's text; undefined when it holds bytes that are no text. */
export const readText = (root: string, file: string): string | undefined => {
  const text = readFileSync(join(root, file), 'utf8');
  return text.includes('\0') ? undefined : text;
};
