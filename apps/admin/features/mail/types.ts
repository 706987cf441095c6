import type { Schemas } from '@chitlaq/client';

export const RANGES = ['hour', 'day', 'week'] as const;
export const MEASURES = ['sent', 'refused', 'failed'] as const;

export type MailStatus = Schemas['MailStatus'];
export type Answer = MailStatus['answers'][number];
export type SenderLine = MailStatus['senderCheck']['lines'][number];
