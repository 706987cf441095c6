import { addressKey } from '../../platform/ip-addresses.ts';
import { LIMITS } from './limits.ts';

/** A socket that has not sent a frame. */
interface SilentSocket {
  since: number;
  close(): void;
}

export type SilentSockets = ReturnType<typeof openSilentSockets>;

/**
 * Limits the silent sockets per address. Our clients sign in immediately, so even a campus behind one address
 * has few of them during a mass reconnect. A socket is no longer counted after its first frame.
 * @param isUnlimited  whether the operator listed the address as one of the campus's networks, which have no
 *   limit
 */
export function openSilentSockets(isUnlimited: (address: string) => boolean) {
  const byAddress = new Map<string, Map<object, SilentSocket>>();

  return {
    /**
     * Whether another socket may connect. At the limit, evicts the oldest one if it has been silent for a
     * second.
     */
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
    /** The socket has sent a frame or closed. */
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
