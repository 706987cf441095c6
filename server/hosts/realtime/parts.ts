import type { FrameType } from '@chitlaq/protocol';
import { type AnyModule, modules } from '../../modules/table.ts';
import { subscribe, type TopicName } from '../../platform/bus/topics.ts';
import type { Context } from '../../platform/context.ts';
import {
  type FrameKind,
  type OpenRealtime,
  OutgoingEvent,
  type RealtimeConnection,
  type RealtimeHost,
  type RealtimePart,
} from '../../platform/realtime.ts';
import { ping } from './frames/ping.ts';
import { subscribePresence } from './frames/presence.ts';
import type { PresenceService } from './presence/index.ts';

/** Frames that this process answers itself; the modules bring the others. `auth` has to come first. */
const ownFrames = (ctx: Context, presence: Pick<PresenceService, 'watch'>) =>
  ({ ping: ping(ctx), 'presence:subscribe': subscribePresence(presence) }) satisfies RealtimePart['frames'];

type PartOf<Module> = Module extends {
  realtime: () => Promise<{ realtime: (host: RealtimeHost) => infer Part }>;
}
  ? Part
  : never;
type FramesOf<Part> = Part extends { frames: infer Frames } ? keyof Frames : never;
type AnsweredFrame = 'auth' | keyof ReturnType<typeof ownFrames> | FramesOf<PartOf<AnyModule>>;
type UnansweredFrame = Exclude<FrameType, AnsweredFrame>;

/** The parts that modules bring. Does not compile while nobody answers some frame of the protocol. */
export const loadParts: () => Promise<
  [UnansweredFrame] extends [never] ? OpenRealtime[] : { nobodyAnswers: UnansweredFrame }
> = () =>
  Promise.all(modules.flatMap(({ realtime }) => realtime ?? []).map(async (load) => (await load()).realtime));

export type Parts = Awaited<ReturnType<typeof openParts>>;

/** Opens the parts of all modules. `listen` subscribes them to their topics. */
export async function openParts(host: RealtimeHost, presence: Pick<PresenceService, 'watch'>) {
  const { ctx } = host;
  const parts: RealtimePart[] = (await loadParts()).map((open) => open(host));
  const frames = new Map<string, FrameKind<FrameType>>();
  for (const table of [ownFrames(ctx, presence), ...parts.map((part) => part.frames ?? {})])
    for (const [type, kind] of Object.entries(table)) {
      if (frames.has(type)) throw new Error(`two modules answer the frame ${type}`);
      frames.set(type, kind as unknown as FrameKind<FrameType>); // by its own type
    }
  const memberEvents = new Set<string>(parts.flatMap((part) => part.memberEvents ?? []));
  return {
    frames: frames as ReadonlyMap<string, FrameKind<FrameType>>,
    /** @returns a function that unsubscribes */
    async listen(): Promise<() => Promise<void>> {
      const stops: (() => Promise<void>)[] = [];
      for (const { topics = {} } of parts)
        for (const [topic, handle] of Object.entries(topics))
          stops.push(await subscribe(ctx, topic as TopicName, handle as (payload: unknown) => void)); // a topic and its handler
      stops.push(
        await subscribe(ctx, 'realtime.member_event', ({ userIds, type, data }) => {
          if (memberEvents.has(type)) host.deliver(userIds, new OutgoingEvent(type, data));
          else ctx.log.warn({ type }, 'realtime.unknown_event');
        }),
      );
      return async () => {
        for (const stop of stops) await stop();
      };
    },
    dropCaches(): void {
      for (const part of parts) part.dropCaches?.();
    },
    onClosed(connection: RealtimeConnection): void {
      for (const part of parts) part.onClosed?.(connection);
    },
    async close(): Promise<void> {
      for (const part of parts) await part.close?.();
    },
  };
}
