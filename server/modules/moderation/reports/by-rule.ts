import type { Context } from '../../../platform/context.ts';
import { newId } from '../../../platform/id.ts';
import { content } from '../../content/index.ts';
import { scoreLater } from '../classifier/scoring.ts';
import { insertReport } from './queries.ts';
import { Reason } from './schemas.ts';
import { postSnapshot } from './subjects.ts';

/**
 * Reports a post in the name of an automatic rule, in the caller's transaction: a case in the queue like any other.
 * @param campusRuleId  the rule of the campus that the post may break
 * @returns the id of the report; undefined if the post is gone
 */
export async function reportByRule(
  tx: Context,
  postId: string,
  campusRuleId: string,
): Promise<string | undefined> {
  const found = await content.asItsAuthor(tx, postId);
  if (found?.post === undefined) return undefined;
  const id = newId();
  await insertReport(tx.db, {
    id,
    reporterId: null,
    // A rule of the campus that is no reason of a report is named by the decision.
    input: { subjectType: 'post', subjectId: postId, reason: Reason.safeParse(campusRuleId).data ?? 'other' },
    comment: null,
    subject: { ownerId: found.authorId, snapshot: postSnapshot(found.post) },
    at: tx.clock(),
  });
  await scoreLater(tx, id);
  return id;
}
