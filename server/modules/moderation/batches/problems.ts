import { Problem } from '../../../platform/problem.ts';

export const batchNotFound = () => new Problem(404, 'bulk_act_not_found', 'This bulk act doesn’t exist.');
export const nothingChosen = () =>
  new Problem(422, 'nothing_chosen', 'Choose cases, or the posts of a member to remove.');
export const nothingToDecide = () =>
  new Problem(422, 'nothing_to_decide', 'Nothing of this can be decided. Look at what is left out and why.');
export const tooManyBatches = (retryAfter: number) =>
  new Problem(429, 'too_many_bulk_acts', 'You’ve made many bulk acts. Wait a while.', { retryAfter });
export const postGone = () => new Problem(404, 'post_not_found', 'This post doesn’t exist any more.');
export const batchUndone = () =>
  new Problem(409, 'bulk_act_undone', 'This bulk act has been taken back already, or was never done.');
export const batchNotWaiting = () =>
  new Problem(409, 'bulk_act_not_waiting', 'This bulk act doesn’t wait for approval any more.');
export const undoTooLate = () =>
  new Problem(
    409,
    'bulk_undo_too_late',
    'A bulk act can be taken back for 24 hours. Members can still appeal.',
  );
export const untilInPast = () =>
  new Problem(422, 'until_in_past', 'Choose an end in the future.', {
    errors: [{ path: 'until', message: 'Choose an end in the future.' }],
  });
