import { z } from 'zod';

export const PinState = z.object({ pinned: z.boolean() }).meta({ id: 'PinState' });
export type PinState = z.infer<typeof PinState>;
