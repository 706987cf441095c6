import type { Schemas } from '@chitlaq/client';
import type { api } from '../../lib/api.ts';
import { NOTIFICATIONS } from './unread.ts';

export const preferencesKey = [NOTIFICATIONS, 'preferences'] as const;

export type Preferences = Schemas['NotificationPreferences'];
export type Change = Parameters<typeof api.patch<'/notifications/preferences'>>[1] extends {
  body: infer Body;
}
  ? Body
  : never;
