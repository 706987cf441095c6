import type { Context } from '../context.ts';
import { trafficLogKey } from './files.ts';
import { openTrafficLog, type TrafficLog } from './writer.ts';

/** The traffic log of this process; undefined if it is off. */
export async function trafficLogOf(ctx: Context, process: string): Promise<TrafficLog | undefined> {
  const { isOn, folder, keyFile, months } = ctx.config.trafficLog;
  if (!isOn) return undefined;
  return openTrafficLog({
    folder,
    process,
    destination: ctx.config.publicUrl,
    key: trafficLogKey(keyFile),
    months,
    clock: ctx.clock,
    log: ctx.log,
  });
}
