import type { RealtimeHost } from '../../platform/realtime.ts';
import type { Connections } from './connections.ts';
import type { RealtimeMetrics } from './metrics.ts';

/** Sends events to connected clients, and counts them. */
export const createDeliver = (
  connections: Connections,
  metrics: RealtimeMetrics,
): Pick<RealtimeHost, 'deliver' | 'deliverTo' | 'isConnected' | 'connections'> => ({
  deliver(memberIds, event, except = []) {
    let count = 0;
    for (const id of memberIds) {
      if (except.includes(id)) continue;
      for (let device = connections.of(id) ?? null; device !== null; device = device.older) {
        device.send(event);
        count++;
      }
    }
    if (count > 0) metrics.deliveries.inc({ type: event.type }, count);
  },
  deliverTo(connection, event) {
    connection.send(event);
    metrics.deliveries.inc({ type: event.type });
  },
  connections: () => connections.all(),
  isConnected: (memberId) => connections.of(memberId) !== undefined,
});
