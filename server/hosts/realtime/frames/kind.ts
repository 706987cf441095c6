import type { Frames, FrameType } from '@chitlaq/protocol';
import type { z } from 'zod';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { Connection } from '../connection.ts';
import type { Hub } from '../hub.ts';

/** A type before its serialization: JSON leaves out undefined fields. */
export type JsonInput<T> = T extends readonly (infer Item)[]
  ? JsonInput<Item>[]
  : T extends object
    ? {
        [Key in keyof T]:
          | JsonInput<T[Key]>
          | (Record<string, never> extends Pick<T, Key> ? undefined : never);
      }
    : T;

/** One kind of frame: its data, its cost and its handler. */
export interface FrameKind<Type extends FrameType> {
  data: z.ZodType<Frames[Type]['data']>;
  /** Cost in the connection's rate limit. */
  cost: number;
  /** @throws Problem, which becomes the refusal */
  answer(
    hub: Hub,
    caller: { connection: Connection; viewer: Viewer },
    data: Frames[Type]['data'],
  ): Promise<JsonInput<Frames[Type]['ack']>> | JsonInput<Frames[Type]['ack']>;
}
