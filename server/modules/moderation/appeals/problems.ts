import { Problem } from '../../../platform/problem.ts';

export const alreadyAppealed = () =>
  new Problem(409, 'already_appealed', 'You have already appealed against this decision.');
export const alreadyReversed = () =>
  new Problem(409, 'already_reversed', 'This decision has already been taken back.');
export const appealTooLate = () =>
  new Problem(
    422,
    'appeal_too_late',
    'An appeal is possible for 30 days, and as long as a suspension lasts.',
  );
export const appealNotFound = () => new Problem(404, 'appeal_not_found', 'This appeal doesn’t exist.');
export const appealDecided = () =>
  new Problem(409, 'appeal_decided', 'Someone else has already decided this appeal.');
export const cannotDecideOwnDecision = () =>
  new Problem(422, 'own_decision', 'You made this decision yourself. Someone else has to review it.');
