import { addressKey } from '../../platform/addresses.ts';
import { LIMITS } from './limits.ts';

/** Who has connected and not said a word. */
interface Silent {
  since: number;
  close(): void;
}

export type Strangers = ReturnType<typeof openStrangers>;

/**
 * Bounds the sockets of one address that stand open without a word. Our clients sign in at once, so a campus behind one
 * address has few of them however many members come back together; whoever has sent a frame is counted no more here.
 * @param isWide  whether a whole campus stands behind an address, by the operator's word: it has no bound of its own
 */
export function openStrangers(isWide: (address: string) => boolean) {
  const byAddress = new Map<string, Map<object, Silent>>();

  return {
    /** Whether one more may come. Where there are too many, the first that has been silent for a second makes room. */
    admits(address: string, now: number): boolean {
      const silent = byAddress.get(addressKey(address));
      if (silent === undefined || silent.size < LIMITS.silentOfAddress || isWide(address)) return true;
      const [first] = silent;
      if (first === undefined || now - first[1].since < LIMITS.silentForMs) return false;
      silent.delete(first[0]);
      first[1].close();
      return true;
    },
    came(address: string, connection: object, silent: Silent): void {
      const key = addressKey(address);
      const others = byAddress.get(key) ?? new Map<object, Silent>();
      byAddress.set(key, others.set(connection, silent));
    },
    /** It has said something, or is gone. */
    left(address: string, connection: object): void {
      const key = addressKey(address);
      const others = byAddress.get(key);
      others?.delete(connection);
      if (others?.size === 0) byAddress.delete(key);
    },
    get size() {
      let size = 0;
      for (const silent of byAddress.values()) size += silent.size;
      return size;
    },
  };
}
