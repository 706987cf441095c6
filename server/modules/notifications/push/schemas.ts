import { z } from 'zod';
import { Uuid } from '../../../platform/uuid.ts';

export const NewPushSubscription = z.strictObject({
  endpoint: z.string().min(1).max(1000).describe('As in `PushSubscription.toJSON()`; https only'),
  expirationTime: z.number().nullable().optional().describe('Accepted as the browser sends it, and ignored'),
  keys: z.strictObject({ p256dh: z.string().max(200), auth: z.string().max(100) }),
});
export type NewPushSubscription = z.infer<typeof NewPushSubscription>;

export const PushSubscriptionMade = z
  .object({
    id: z.uuid(),
    failingSince: z.iso
      .datetime()
      .nullable()
      .describe('Since when no push has reached this browser; null if no failure is known'),
  })
  .meta({ id: 'PushSubscription' });
export type PushSubscriptionMade = z.infer<typeof PushSubscriptionMade>;
export const PushSubscriptionParams = z.object({ id: Uuid });
