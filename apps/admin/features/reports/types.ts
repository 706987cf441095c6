import type { Schemas } from '@chitlaq/client';

/** All reports of one subject, open or decided. */
export type Case = Schemas['ReportCase'];
export type CaseContext = Schemas['CaseContext'];
export type Decision =
  | 'dismiss'
  | 'warn'
  | 'warn_content'
  | 'mute_author'
  | 'limit_author'
  | 'remove_post'
  | 'suspend_author';
