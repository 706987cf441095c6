import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { getPost } from '../reading/service.ts';
import { toPoll } from './present.ts';
import { alreadyVoted, noSuchOption, oneChoiceOnly, ownPoll, pollClosed, pollNotFound } from './problems.ts';
import { insertVote, lockPoll, type PollRow } from './queries.ts';
import type { Poll, PollVote } from './schemas.ts';

/**
 * Votes in a poll. A vote is final: the same vote again returns the same answer, another vote is refused.
 *
 * @returns the poll with its results
 * @throws Problem 404 `post_not_found`, `poll_not_found`; 409 `already_voted`; 422 `poll_closed`, `own_poll`,
 *   `single_choice_poll`, `unknown_poll_option`
 */
export function vote(ctx: Context, viewer: Viewer, postId: string, { choices }: PollVote): Promise<Poll> {
  const chosen = [...choices].sort((a, b) => a - b);
  return ctx.transaction(async (tx) => {
    const poll = await lockPoll(tx.db, viewer, postId);
    if (poll === undefined) {
      await getPost(tx, viewer, postId);
      throw pollNotFound();
    }
    const now = tx.clock();
    if (poll.choices === null) {
      assertVoteAllowed(viewer, poll, chosen, now);
      const votes = poll.votes.map((count, index) => count + (chosen.includes(index) ? 1 : 0));
      const voters = poll.voters + 1;
      await insertVote(tx.db, viewer, postId, { choices: chosen, at: now, votes, voters });
      return toPoll({ ...poll, votes, voters, choices: chosen }, viewer, now);
    }
    if (poll.choices.join() !== chosen.join()) throw alreadyVoted();
    return toPoll(poll, viewer, now);
  });
}

function assertVoteAllowed(viewer: Viewer, poll: PollRow, chosen: readonly number[], now: Date): void {
  if (poll.authorId === viewer.id) throw ownPoll();
  if (poll.closesAt <= now) throw pollClosed();
  const isInRange = chosen.every((choice) => choice < poll.options.length);
  if (!isInRange || new Set(chosen).size < chosen.length) throw noSuchOption();
  if (!poll.multiple && chosen.length > 1) throw oneChoiceOnly();
}
