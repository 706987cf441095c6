import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';

/** Two tries of this for each server. */
const TIMEOUT_MS = 1_500;
const MAX_QUERIES = 60;

/** A DNS server did not answer, or said that it cannot. That says nothing about the record. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
}

/** Records by name; empty if there are none. @throws NoAnswer */
export interface Records {
  txt(name: string): Promise<string[]>;
  /** Hosts with their preference; the host of a null MX is empty. */
  mx(name: string): Promise<{ host: string; preference: number }[]>;
  /** IPv4 and IPv6. */
  addresses(name: string): Promise<string[]>;
  /** Names of an address. */
  names(address: string): Promise<string[]>;
}

/** @param servers  addresses, with a port if it is not 53; empty: those of the system */
export function openRecords(servers: readonly string[]): Records {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  let queries = 0;
  const ask = async <T>(query: () => Promise<T[]>): Promise<T[]> => {
    queries += 1;
    // Records of others may lead anywhere.
    if (queries > MAX_QUERIES) throw new NoAnswer('too many queries');
    try {
      return await query();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
      throw new NoAnswer(String(code), { cause: error });
    }
  };
  return {
    txt: async (name) => (await ask(() => resolver.resolveTxt(name))).map((parts) => parts.join('')),
    mx: async (name) =>
      (await ask(() => resolver.resolveMx(name)))
        .map(({ exchange, priority }) => ({ host: exchange, preference: priority }))
        .sort((a, b) => a.preference - b.preference),
    async addresses(name) {
      if (isIP(name)) return [name];
      return (
        await Promise.all([ask(() => resolver.resolve4(name)), ask(() => resolver.resolve6(name))])
      ).flat();
    },
    names: (address) => ask(() => resolver.reverse(address)),
  };
}
