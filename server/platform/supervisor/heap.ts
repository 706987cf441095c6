/**
 * Node's arguments for a process of a kind. V8 clears away little while the machine has room: a gateway after a rush held some 320 MB,
 * and with a bound of 384 MB, at the same speed, 190 MB. For so small a bound V8 would go through the whole heap as soon as it
 * has grown by a third: with explore 83 times a second every 3.5 s, and who asked meanwhile waited 20 to 60 ms. When it may
 * double, every 12 s. The young generation is left at V8's 16 MB: halved, it saved 15 MB more, and the slowest answers of
 * ranked feeds took longer.
 */
export const heapArgs = (kind: string): string[] =>
  kind === 'gateway' || kind === 'http' ? ['--max-old-space-size=384', '--heap-growing-percent=100'] : [];
