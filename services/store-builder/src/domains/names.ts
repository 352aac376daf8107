// Which names may stand in front of a store, whatever was typed.
import { domainLookalike, domainOurs, domainRefused } from '@windsurf/contracts/store-domains';
import { isIP } from 'node:net';
import { domainToASCII, domainToUnicode } from 'node:url';

/** Endings that are nobody's to buy (RFC 2606, RFC 6761, RFC 6762, RFC 7686, RFC 9476) or lead into networks. */
const unsold = /\.(test|example|invalid|localhost|local|internal|onion|alt|arpa|lan|home|corp|intranet|private)$/;
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const latin = /^[a-z0-9-]+$/;
const ethiopic = /^[\u1200-\u1357\u1380-\u138F\u2D80-\u2DDE0-9-]+$/;

/** Is `name` this host, or below the domain that it is under? */
const isUnder = (name: string, host: string): boolean => {
  const own = host.split('.').slice(-2).join('.');
  return name === host || name === own || name.endsWith(`.${own}`);
};

/**
 * The name as the name service knows it: small letters, other scripts as `xn--`. Throws 422 for what is no name that can
 * be bought, what is ours, and what could pass for another name: letters of one script only, Latin or Ethiopic.
 */
export function readDomain(typed: string, ours: readonly string[]): string {
  const bare = typed
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/\/$/, '')
    .replace(/\.$/, '');
  const refused = domainRefused({}, { pointer: '/domain' });
  if (/[/?#@:\s_%\\]/.test(bare)) throw refused;
  const name = domainToASCII(bare.toLowerCase());
  const labels = name.split('.');
  if (name === '' || name.length > 253 || labels.length < 2 || !labels.every((part) => label.test(part))) throw refused;
  if (isIP(name) !== 0 || /^[0-9]+$/.test(labels.at(-1) ?? '') || unsold.test(`.${name}`)) throw refused;
  if (ours.some((host) => isUnder(name, host))) throw domainOurs({}, { pointer: '/domain' });
  const shown = domainToUnicode(name).split('.');
  if (!shown.every((part) => latin.test(part) || ethiopic.test(part)))
    throw domainLookalike({}, { pointer: '/domain' });
  return name;
}

/** As people read it. */
export const shownName = (domain: string): string => domainToUnicode(domain);
