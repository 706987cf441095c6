import { addressKey } from '../../platform/ip-addresses.ts';
import { LIMITS } from './limits.ts';

/** Who has connected and not said a word. */
interface SilentSocket {
  since: number;
  close(): void;
}

export type SilentSockets = ReturnType<typeof openSilentSockets>;

/**
 * Bounds the sockets of one address that stand open without a word. Our clients sign in at once, so a campus behind one
 * address has few of them however many members come back together; whoever has sent a frame is counted no more here.
 * @param isUnlimited  whether a whole campus stands behind an address, by the operator's word: it has no bound of its own
 */
export function openSilentSockets(isUnlimited: (address: string) => boolean) {
  const byAddress = new Map<string, Map<object, SilentSocket>>();

  return {
    /** Whether one more may come. Where there are too many, the first that has been silent for a second makes room. */
    hasRoom(address: string, now: number): boolean {
      const silent = byAddress.get(addressKey(address));
      if (silent === undefined || silent.size < LIMITS.maxSilentPerAddress || isUnlimited(address))
        return true;
      const [first] = silent;
      if (first === undefined || now - first[1].since < LIMITS.silentEvictionMs) return false;
      silent.delete(first[0]);
      first[1].close();
      return true;
    },
    add(address: string, connection: object, silent: SilentSocket): void {
      const key = addressKey(address);
      const others = byAddress.get(key) ?? new Map<object, SilentSocket>();
      byAddress.set(key, others.set(connection, silent));
    },
    /** It has said something, or is gone. */
    remove(address: string, connection: object): void {
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
