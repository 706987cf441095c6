import { Problem } from '../../../platform/problem.ts';

export const rulesChanged = () =>
  new Problem(409, 'rules_changed', 'Someone else has changed the rules. Read them again.');

export const requiredRuleMissing = () =>
  new Problem(
    422,
    'required_rule_missing',
    'The rule `other` has to stay: decisions that name no rule use it.',
    {
      errors: [{ path: 'items', message: 'Keep the rule `other`.' }],
    },
  );
