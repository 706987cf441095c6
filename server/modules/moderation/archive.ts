import { z } from 'zod';
import { type ArchivePart, archiveOf } from '../../platform/member-data/index.ts';
import { findAccesses } from './accesses/service.ts';
import { findAppealsForArchive, findReportsForArchive } from './archive.queries.ts';
import { findOwnDecisions } from './decisions/queries.ts';

const at = z.iso.datetime();

/** Decisions about the member, as they read them, newest first. */
const decisions: ArchivePart = {
  name: 'decisions',
  line: z.strictObject({
    id: z.uuid(),
    at,
    subjectType: z.string(),
    subjectId: z.uuid(),
    outcome: z.string(),
    rule: z.string().nullable(),
    reason: z.string().nullable(),
    text: z.string().nullable(),
    endsAt: at.nullable(),
    reversedAt: at.nullable(),
  }),
  async read({ db }, memberId, after, limit) {
    const rows = await findOwnDecisions(db, memberId, { after, take: limit });
    return rows.map(
      ({ id, decidedAt, subjectType, subjectId, act, ruleId, reason, content, endsAt, reversedAt }) => ({
        key: id,
        line: {
          id,
          at: decidedAt,
          subjectType,
          subjectId,
          outcome: act,
          rule: ruleId,
          reason,
          text: content,
          endsAt,
          reversedAt,
        },
      }),
    );
  },
};

/** What staff read of the member or did to the account, newest first: the role, not the name. */
const accesses: ArchivePart = {
  name: 'accesses',
  line: z.strictObject({
    id: z.uuid(),
    at,
    event: z.string(),
    role: z.string().nullable(),
    subjectType: z.string().nullable(),
    subjectId: z.uuid().nullable(),
  }),
  async read(ctx, memberId, after, limit) {
    const found = await findAccesses(ctx, memberId, after, limit);
    return found.map(({ id, at, event, role, subject }) => ({
      key: id,
      line: { id, at, event, role, subjectType: subject?.type ?? null, subjectId: subject?.id ?? null },
    }));
  },
};

/** What this module adds to the archive of everything. */
export const archive: readonly ArchivePart[] = [
  archiveOf(
    'reports',
    z.strictObject({
      id: z.uuid(),
      at,
      subjectType: z.string(),
      subjectId: z.uuid(),
      reason: z.string(),
      text: z.string().nullable(),
      status: z.string(),
    }),
    findReportsForArchive,
  ),
  decisions,
  archiveOf(
    'appeals',
    z.strictObject({
      id: z.uuid(),
      at,
      decisionId: z.uuid(),
      text: z.string(),
      status: z.string(),
      answer: z.string().nullable(),
      decidedAt: at.nullable(),
    }),
    findAppealsForArchive,
  ),
  accesses,
];
