import { Problem } from '../../../platform/problem.ts';

export const userNotFound = () => new Problem(404, 'user_not_found', 'There is no such member.');
export const notOnYourself = () =>
  new Problem(422, 'not_on_yourself', 'This cannot be done to your own account. Ask another admin.');
export const outranked = () =>
  new Problem(403, 'outranked', 'This member’s role is not below yours. Ask an owner.');
export const notAllowed = () => new Problem(403, 'forbidden', 'Your role does not allow this any more.');
export const notSuspended = () => new Problem(409, 'not_suspended', 'This member is not suspended.');
export const notActive = () =>
  new Problem(
    409,
    'not_active',
    'This works only for members who have confirmed their address and are not suspended.',
  );
export const untilIsPast = () =>
  new Problem(422, 'until_is_past', 'Choose an end that lies ahead.', {
    errors: [{ path: 'until', message: 'Choose an end that lies ahead.' }],
  });
export const lastOwner = () =>
  new Problem(409, 'last_owner', 'This is the only owner. Make somebody else an owner first.');
export const universityNotFound = () =>
  new Problem(404, 'university_not_found', 'There is no such university.');
export const ruleNotFound = () =>
  new Problem(404, 'rule_not_found', 'There is no such rule of this university.');
export const ruleExists = () =>
  new Problem(409, 'rule_exists', 'There is a rule for this domain and prefix already. Change that one.');
export const noRules = () =>
  new Problem(422, 'no_rules', 'Nobody could register yet. Add a rule first: it opens the university.');
export const domainTooWide = () =>
  new Problem(
    422,
    'domain_too_wide',
    'With its subdomains this domain covers other universities too. Give the university’s own domain.',
    { errors: [{ path: 'domain', message: 'This domain covers other universities too.' }] },
  );
export const mailboxesCollide = () =>
  new Problem(
    409,
    'mailboxes_collide',
    'Members have addresses that would become one mailbox by this rule. Keep the rule, or settle those accounts first.',
  );
