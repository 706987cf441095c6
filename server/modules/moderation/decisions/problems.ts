import { Problem } from '../../../platform/problem.ts';

export const unknownRule = () =>
  new Problem(422, 'unknown_rule', 'The campus has no such rule. Choose one from its list.', {
    errors: [{ path: 'rule', message: 'Choose a rule of the campus.' }],
  });

export const decisionNotFound = () => new Problem(404, 'decision_not_found', 'This decision doesn’t exist.');
