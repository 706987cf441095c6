/**
 * Node's arguments for a process of a kind. V8 clears away little while the machine has room: a gateway after a rush held some 320 MB,
 * and with these bounds, at the same speed, 173 MB.
 */
export const heapArgs = (kind: string): string[] =>
  kind === 'gateway' || kind === 'http' ? ['--max-old-space-size=384', '--max-semi-space-size=8'] : [];
