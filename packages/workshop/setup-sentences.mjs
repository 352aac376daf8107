// One sentence per way in which set-up fails, for a person who has never seen the tools that failed.

const causes = [
  {
    signs: /ENOSPC|no space left|disk quota/i,
    says: ({ root, again }) =>
      `The disk is full: set-up needs about 1.5 GB free in ${root} and in the home folder. Free some space, then ${again}.`,
  },
  {
    signs: /EACCES|EPERM|EROFS|permission denied|operation not permitted/i,
    says: ({ root, again, text }) => {
      const path = /(?:EACCES|EPERM|EROFS)[^'"\n]*['"]([^'"\n]+)['"]/.exec(text)?.[1] ?? root;
      return `No permission to write ${path}: give this account the folder (for example chown -R $(id -un) ${root}), then ${again}.`;
    },
  },
  {
    signs:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET|META_FETCH_FAIL|FETCH_\d|E40[1347]|E50\d|error sending request|dns error/i,
    says: ({ again }) =>
      `The package registry cannot be reached: check the network, the proxy and npm's registry setting (npm ping tells), then ${again}.`,
  },
  {
    signs: /OUTDATED_LOCKFILE|frozen-lockfile/i,
    says: ({ again }) =>
      `pnpm-lock.yaml does not match the package.json files: run npx pnpm@12.21.0 install, commit the lock file, then ${again}.`,
  },
  {
    signs: /IGNORED_BUILDS/i,
    says: () =>
      'A package wants to run an install script that nobody decided about: list it under allowBuilds in pnpm-workspace.yaml.',
  },
  {
    signs: /npx.*ENOENT|ENOENT.*npx/i,
    says: ({ again }) => `npx is missing: install npm (it comes with Node 20 or newer), then ${again}.`,
  },
];

/**
 * @param {string} text what the failed step printed
 * @param {{ root: string, again: string }} place the clone's folder and the command to repeat
 * @returns {string} one sentence that says what to do
 */
export function sentenceFor(text, place) {
  const cause = causes.find(({ signs }) => signs.test(text));
  if (cause) return cause.says({ ...place, text });
  return `Set-up stopped: ${text.trim().split('\n')[0]}. The lines above say where; ${place.again} tries again.`;
}
