import type { z } from 'zod';
import type { Frames, FrameType } from '../../../../packages/client/src/realtime/protocol.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { Connection } from '../connection.ts';
import type { Hub } from '../hub.ts';

/** What becomes this on the wire: JSON leaves out what is undefined. */
export type JsonInput<T> = T extends readonly (infer Item)[]
  ? JsonInput<Item>[]
  : T extends object
    ? {
        [Key in keyof T]:
          | JsonInput<T[Key]>
          | (Record<string, never> extends Pick<T, Key> ? undefined : never);
      }
    : T;

/** One kind of frame: what it carries, what it costs its sender, how it is answered. */
export interface FrameKind<Type extends FrameType> {
  data: z.ZodType<Frames[Type]['data']>;
  /** Of the connection's allowance. */
  cost: number;
  /** @throws Problem, which becomes the refusal */
  answer(
    hub: Hub,
    caller: { connection: Connection; viewer: Viewer },
    data: Frames[Type]['data'],
  ): Promise<JsonInput<Frames[Type]['ack']>> | JsonInput<Frames[Type]['ack']>;
}
