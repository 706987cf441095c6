import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { auth } from '../../auth/index.ts';
import { cannotDecideOwnCase, reportNotFound } from '../resolution/problems.ts';
import { type CaseRow, findCaseByReport } from '../resolution/queries.ts';
import {
  countDecisions,
  findMemberSince,
  findNotes,
  findOtherCases,
  findPastDecisions,
  insertNote,
  type NoteRow,
} from './queries.ts';
import type { CaseContext, CaseNote } from './schemas.ts';

const NOTES = 50;
const DECISIONS = 20;
const OTHER_CASES = 20;
const FORMER_NAMES = 10;
const YEAR_MS = 365 * 86_400_000;

/** A case that is not about the viewer. @throws Problem 404 `report_not_found`; 422 `own_case` */
async function requireCase(ctx: Context, viewer: Viewer, reportId: string): Promise<CaseRow> {
  const row = await findCaseByReport(ctx.db, reportId, await auth.universityFor(ctx, viewer, 'reports.read'));
  if (row === undefined) throw reportNotFound();
  if (row.ownerId === viewer.id) throw cannotDecideOwnCase();
  return row;
}

/**
 * Notes on a case, and what was decided about its member before. A fixed number of queries.
 * @throws Problem 404 `report_not_found`; 422 `own_case`
 */
export async function caseContext(ctx: Context, viewer: Viewer, reportId: string): Promise<CaseContext> {
  const row = await requireCase(ctx, viewer, reportId);
  const [notes, member] = await Promise.all([
    findNotes(ctx.db, row, NOTES),
    row.ownerId === null ? null : memberContext(ctx, row.ownerId, row),
  ]);
  return { notes: notes.map(toNote), member };
}

async function memberContext(ctx: Context, memberId: string, row: CaseRow): Promise<CaseContext['member']> {
  const since = await findMemberSince(ctx.db, memberId);
  if (since === undefined) return null;
  const [names, { strikes, ...counts }, decisions, otherCases] = await Promise.all([
    auth.formerNames(ctx, memberId, FORMER_NAMES),
    countDecisions(ctx.db, memberId, new Date(ctx.clock().getTime() - YEAR_MS)),
    findPastDecisions(ctx.db, memberId, DECISIONS),
    findOtherCases(ctx.db, memberId, row, OTHER_CASES),
  ]);
  return {
    memberSince: since.toISOString(),
    formerNames: names.map((name) => ({ ...name, until: name.until.toISOString() })),
    strikes,
    counts,
    decisions: decisions.map((decision) => ({
      ...decision,
      decidedAt: decision.decidedAt.toISOString(),
      endsAt: decision.endsAt?.toISOString() ?? null,
      reversedAt: decision.reversedAt?.toISOString() ?? null,
    })),
    otherCases: otherCases.map((other) => ({ ...other, dueAt: other.dueAt.toISOString() })),
  };
}

const toNote = ({ id, authorId, authorName, text, createdAt }: NoteRow): CaseNote => ({
  id,
  author: authorId === null || authorName === null ? null : { id: authorId, username: authorName },
  text,
  createdAt: createdAt.toISOString(),
});

/**
 * Adds a note to a case, open or decided, for other staff. It belongs to the subject, so the next case about it shows it as well.
 * @throws Problem 404 `report_not_found`; 422 `own_case`; 403 `forbidden`
 */
export async function addNote(
  ctx: Context,
  viewer: Viewer,
  reportId: string,
  text: string,
  origin: Origin,
): Promise<CaseNote> {
  return ctx.transaction(async (tx) => {
    const { subjectType, subjectId } = await requireCase(tx, viewer, reportId);
    const id = newId();
    await insertNote(tx.db, { id, subjectType, subjectId, authorId: viewer.id, text, at: tx.clock() });
    await auth.audit(tx, {
      event: 'case_note_added',
      actorId: viewer.id,
      permission: 'reports.read',
      sessionId: viewer.sessionId,
      subject: { type: 'report', id: reportId },
      origin,
      details: { noteId: id },
    });
    const added = (await findNotes(tx.db, { subjectType, subjectId }, 1))[0];
    if (added === undefined) throw new Error('a note was written and is not found');
    return toNote(added);
  });
}
