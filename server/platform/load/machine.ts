import { readFileSync } from 'node:fs';
import { cpus, freemem, totalmem } from 'node:os';
import type { Sample } from './level.ts';

/** Milliseconds of all processors since the start of the machine. */
interface Times {
  busy: number;
  total: number;
}

function processorTimes(): Times {
  const times = { busy: 0, total: 0 };
  for (const { times: spent } of cpus()) {
    const total = spent.user + spent.nice + spent.sys + spent.idle + spent.irq;
    times.total += total;
    times.busy += total - spent.idle;
  }
  return times;
}

const KIB = 1024;
/** Bytes that programs can still get. Linux counts caches that it can drop as free only here. */
function availableMemory(): number {
  try {
    const kib = /^MemAvailable:\s+(\d+)/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1];
    if (kib !== undefined) return Number(kib) * KIB;
  } catch {
    // not Linux
  }
  return freemem();
}

/** Measures the machine between two calls of the returned function; the first call measures since this one. */
export function machineSampler(): () => Sample {
  let before = processorTimes();
  return () => {
    const now = processorTimes();
    const total = now.total - before.total;
    const cpu = total > 0 ? (now.busy - before.busy) / total : 0;
    before = now;
    return { cpu, memory: 1 - availableMemory() / totalmem() };
  };
}
