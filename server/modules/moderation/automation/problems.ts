import type { RuleSyntaxError } from '@chitlaq/text/automatic-rule';
import { Problem } from '../../../platform/problem.ts';

export const automaticRuleNotFound = () =>
  new Problem(404, 'automatic_rule_not_found', 'This automatic rule doesn’t exist.');

export const rehearsalNotFound = () =>
  new Problem(404, 'rehearsal_not_found', 'This version of the rule was not rehearsed.');

export const ruleSyntax = ({ code, position }: RuleSyntaxError) =>
  new Problem(422, 'rule_syntax', 'The text of the rule can’t be read.', {
    errors: [{ path: 'text', message: `At character ${position + 1}: ${code.replaceAll('_', ' ')}.` }],
  });

export const ruleChanged = () =>
  new Problem(409, 'automatic_rule_changed', 'Someone else has changed this rule. Read it again.');

export const rehearsalRequired = () =>
  new Problem(409, 'rehearsal_required', 'Rehearse exactly this version before you switch it on.');

export const rehearsalInProgress = () =>
  new Problem(409, 'rehearsal_in_progress', 'A rehearsal of this version is under way.');
