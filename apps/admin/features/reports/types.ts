import type { Schemas } from '@chitlaq/client';

/** All reports of one subject, open or decided. */
export type Case = Schemas['ReportCase'];
export type Decision = 'dismiss' | 'warn' | 'remove_post' | 'suspend_author';
