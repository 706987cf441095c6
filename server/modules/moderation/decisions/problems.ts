import { Problem } from '../../../platform/problem.ts';

export const unknownRule = () =>
  new Problem(422, 'unknown_rule', 'The campus has no such rule. Choose one from its list.', {
    errors: [{ path: 'rule', message: 'Choose a rule of the campus.' }],
  });

export const decisionNotFound = () => new Problem(404, 'decision_not_found', 'This decision doesn’t exist.');

export const untilRequired = () =>
  new Problem(422, 'until_required', 'Choose when it ends.', {
    errors: [{ path: 'until', message: 'Required.' }],
  });

export const untilTooLate = () =>
  new Problem(
    422,
    'until_too_late',
    'Choose an earlier end: a mute lasts seven days at most, a limited reach ninety.',
    {
      errors: [{ path: 'until', message: 'Too late.' }],
    },
  );
