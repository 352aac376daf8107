// Who may say for whom they ask. The caps per address mean something only when the address is the caller's: behind
// CloudFront and a load balancer the machine that speaks to us is ours, and the one before it is the edge's.
import { BlockList, isIPv6 } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** Networks whose X-Forwarded-For is believed, or how many machines between a caller and us are ours. */
export type TrustedProxies = readonly string[] | number;

const name = 'loopback|linklocal|uniquelocal';
const network = `(${name}|[0-9a-fA-F]{0,4}[:.][0-9a-fA-F:.]{1,36}(/[0-9]{1,3})?)`;
/** `TRUSTED_PROXIES`: a number of hops from 1 to 9, or networks with commas between: `uniquelocal,130.176.0.0/16`. */
export const trustedProxiesPattern = `^([1-9]|${network}(, ?${network})*)$`;
/** Without a word: only machines of our own network. */
export const ownNetworks = 'loopback,linklocal,uniquelocal';

/**
 * Reads TRUSTED_PROXIES. On ECS it is our own networks: the load balancer leaves X-Forwarded-For as the edge wrote it and
 * the proxy between services adds private addresses, so that the last public one is the visitor, and whatever a caller wrote
 * before that is not believed. A number of hops is right only where it is known and nobody has a shorter way.
 */
export const readTrustedProxies = (text: string): TrustedProxies =>
  /^\d$/.test(text) ? Number(text) : text.split(',').map((one) => one.trim());

const ours = new BlockList();
for (const [address, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  ours.addSubnet(address, bits, 'ipv4');
ours.addAddress('::1', 'ipv6');
ours.addSubnet('fc00::', 7, 'ipv6');
ours.addSubnet('fe80::', 10, 'ipv6');

/** An address of a private network, this machine's included. */
function isOurs(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return plain !== '' && ours.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/**
 * What Fastify is told. Its own count of hops is switched off because it cannot know who speaks to us; here that first
 * machine must be of our own network, and only those behind it are counted.
 */
export const trustOf = (trusted: TrustedProxies): string[] | ((address: string, hop: number) => boolean) =>
  typeof trusted === 'number' ? (address, hop) => (hop === 0 ? isOurs(address) : hop < trusted) : [...trusted];

/** What proxies and load balancers add to every request that they pass on. */
const passedOn = [
  'x-forwarded-for',
  'x-forwarded-proto',
  'forwarded',
  'via',
  'x-amzn-trace-id',
  'x-amz-cf-id',
] as const;

/**
 * True for a request that one of our own machines made itself: from a private address, and passed on by nobody. A load
 * balancer has a private address too, but says for whom it asks.
 */
export function isFromInside(request: FastifyRequest): boolean {
  if (passedOn.some((header) => request.headers[header] !== undefined)) return false;
  return isOurs(request.socket.remoteAddress ?? '');
}
