import type { Context } from '../../platform/context.ts';
import type { Connection } from './connection.ts';

/** Frames that publish or send something. The others ask, or say what a member has read. */
const SENDING_FRAMES = new Set(['message']);

export type SocketTraffic = NonNullable<Awaited<ReturnType<typeof openSocketTraffic>>>;

/** Lines of the traffic log for sockets: opened, closed, and what is sent over them. Undefined if the log is off. */
export async function openSocketTraffic(ctx: Context) {
  if (!ctx.config.trafficLog.isOn) return undefined;
  const [{ trafficLogOf }, { hashSession }] = await Promise.all([
    import('../../platform/traffic-log/open.ts'),
    import('../../platform/traffic-log/line.ts'),
  ]);
  const log = await trafficLogOf(ctx, 'realtime');
  const record = ({ viewer, origin }: Connection, method: string, route: string, status: number | null) =>
    log?.record({
      address: origin?.address ?? '',
      port: origin?.port ?? null,
      method,
      route,
      status,
      member: viewer?.id ?? null,
      session: viewer === null ? null : hashSession(viewer.sessionId),
      request: null,
    });
  return {
    opened: (connection: Connection) => record(connection, 'OPEN', '/ws', null),
    closed: (connection: Connection) => record(connection, 'CLOSE', '/ws', null),
    answered(connection: Connection, type: string, status: number) {
      if (SENDING_FRAMES.has(type) && connection.viewer !== null)
        record(connection, 'SEND', `/ws ${type}`, status);
    },
    close: () => log?.close(),
  };
}
