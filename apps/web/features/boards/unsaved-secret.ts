import { readItem } from './device-storage.ts';

/** Whether this device has a secret whose code was never saved. Without the code of secrets: other pages ask it, too. */
export const hasUnsavedSecret = (memberId: string): boolean =>
  readItem(memberId, 'secret')?.includes('"isSaved":false') ?? false;
