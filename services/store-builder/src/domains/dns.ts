// The name service of the internet, in our words: which records a name has. It may not answer, and that says nothing.
import { Resolver } from 'node:dns/promises';

export type Names = {
  /** Texts of a name; empty when it has none. Undefined when nobody answered. */
  texts(name: string): Promise<readonly string[] | undefined>;
  /** Does this name lead to the host: by an alias, or to one of its addresses? Undefined when nobody answered. */
  leadsTo(name: string, host: string): Promise<boolean | undefined>;
};

const none = new Set(['ENOTFOUND', 'ENODATA', 'NXDOMAIN']);

async function asked(work: Promise<readonly string[]>): Promise<readonly string[] | undefined> {
  try {
    return await work;
  } catch (error) {
    return none.has((error as { code?: string }).code ?? '') ? [] : undefined;
  }
}

/** `servers` are `address:port`; those of the machine unless told. Each question is given up after 6 seconds. */
export function createNames(servers: readonly string[] = []): Names {
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  const alias = (name: string): string => name.toLowerCase().replace(/\.$/, '');
  return {
    async texts(name) {
      // A long text travels in pieces of 255 bytes (RFC 1035, 3.3.14).
      return await asked(resolver.resolveTxt(name).then((records) => records.map((pieces) => pieces.join(''))));
    },
    async leadsTo(name, host) {
      const aliases = await asked(resolver.resolveCname(name));
      if (aliases?.map(alias).includes(alias(host)) === true) return true;
      // The bare name of a domain cannot have an alias; its addresses are compared.
      const [own, target] = await Promise.all([asked(resolver.resolve4(name)), asked(resolver.resolve4(host))]);
      if (aliases === undefined || own === undefined || target === undefined) return undefined;
      return own.some((address) => target.includes(address));
    },
  };
}
