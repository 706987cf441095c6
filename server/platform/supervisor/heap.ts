/**
 * V8 flags by kind of process. Without a limit, V8 keeps garbage: a gateway held 320 MB after a burst, and 190 MB with a limit of
 * 384 MB at the same speed. With a small limit V8 runs a full collection after the heap has grown by a third, which for explore
 * meant one every 3.5 s and 20 to 60 ms of delay. `--heap-growing-percent=100` makes that every 12 s. The young generation stays
 * at 16 MB: halving it saved 15 MB and slowed the slowest feed responses.
 */
export const heapArgs = (kind: string): string[] =>
  kind === 'gateway' || kind === 'http' ? ['--max-old-space-size=384', '--heap-growing-percent=100'] : [];
