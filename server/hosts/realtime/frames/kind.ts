import type { z } from 'zod';
import type { Frames, FrameType } from '../../../../packages/client/src/realtime/protocol.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import type { Connection } from '../connection.ts';
import type { Hub } from '../hub.ts';

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
  ): Promise<Frames[Type]['ack']> | Frames[Type]['ack'];
}
