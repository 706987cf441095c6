import { z } from 'zod';
import { TimeZone } from '../../../platform/time-zone.ts';
import { KINDS, type Kind } from '../kinds.ts';

const Channels = z.object({
  inApp: z.boolean().describe('In the list and the unread count'),
  push: z.boolean(),
  email: z.boolean().describe('In the email digest'),
});
const byKind = <Value extends z.ZodType>(value: Value) =>
  Object.fromEntries(KINDS.map((kind) => [kind, value])) as Record<Kind, Value>;

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day as in 22:30.');
const Digest = z.enum(['none', 'daily', 'weekly']);

export const NotificationPreferences = z
  .object({
    kinds: z.object(byKind(Channels)).describe('Channels of each notification kind'),
    quietHours: z
      .object({ from: z.string(), until: z.string() })
      .nullable()
      .describe('Pushes are deferred until quiet hours end'),
    timeZone: z.string(),
    digest: Digest.describe('An email in the morning, only if there is something new'),
    pushKey: z.string().describe('`applicationServerKey` for the browser’s push subscription'),
  })
  .meta({ id: 'NotificationPreferences' });
export type NotificationPreferences = z.infer<typeof NotificationPreferences>;

export const NotificationPreferencesChange = z.strictObject({
  kinds: z
    .strictObject(byKind(z.strictObject(Channels.shape).partial()))
    .partial()
    .optional()
    .describe('The channels to change; `moderation` and `system` cannot be switched off in the app'),
  quietHours: z
    .strictObject({ from: TimeOfDay, until: TimeOfDay })
    .nullable()
    .optional()
    .describe('For example {"from":"22:30","until":"07:00"}, in `timeZone`; null for none'),
  timeZone: TimeZone.optional(),
  digest: Digest.optional(),
});
export type NotificationPreferencesChange = z.infer<typeof NotificationPreferencesChange>;
