import type { RealtimePart } from '../../platform/realtime.ts';

export const realtime = () => ({ memberEvents: ['notification', 'counts'] }) satisfies RealtimePart;
