/**
 * Node's arguments for a process of a kind. V8 clears away little while the machine has room: a gateway after a rush held some 320 MB,
 * and with this bound, at the same speed, 190 MB. The young generation is left at V8's 16 MB: halved, it saved 15 MB more, and
 * the slowest answers of ranked feeds took longer.
 */
export const heapArgs = (kind: string): string[] =>
  kind === 'gateway' || kind === 'http' ? ['--max-old-space-size=384'] : [];
