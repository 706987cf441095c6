import type { Schemas } from '@chitlaq/client';

/** All reports of one subject, open or decided. */
export type Case = Schemas['ReportCase'];
export type CaseContext = Schemas['CaseContext'];
