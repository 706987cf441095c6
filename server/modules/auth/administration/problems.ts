import { Problem } from '../../../platform/problem.ts';

export const userNotFound = () => new Problem(404, 'user_not_found', 'This member doesn’t exist.');
export const notOnYourself = () =>
  new Problem(422, 'cannot_target_self', 'You can’t do this to your own account. Ask another admin.');
export const insufficientRank = () =>
  new Problem(403, 'insufficient_rank', 'This member’s role isn’t below yours. Ask an owner.');
export const otherUniversity = () =>
  new Problem(403, 'other_university', 'Your role is limited to members of your own university.');
export const notAllowed = () => new Problem(403, 'forbidden', 'Your role no longer allows this.');
export const notSuspended = () => new Problem(409, 'not_suspended', 'This member isn’t suspended.');
export const notActive = () =>
  new Problem(
    409,
    'not_active',
    'This works only for members who have confirmed their address and aren’t suspended.',
  );
export const untilIsPast = () =>
  new Problem(422, 'until_in_past', 'Choose an end in the future.', {
    errors: [{ path: 'until', message: 'Choose an end in the future.' }],
  });
export const lastOwner = () =>
  new Problem(409, 'last_owner', 'This is the only owner. Make someone else an owner first.');
export const universityNotFound = () =>
  new Problem(404, 'university_not_found', 'This university doesn’t exist.');
export const ruleNotFound = () => new Problem(404, 'rule_not_found', 'This university has no such rule.');
export const ruleExists = () =>
  new Problem(409, 'rule_exists', 'A rule for this domain and prefix already exists. Change that one.');
export const noRules = () =>
  new Problem(422, 'no_rules', 'Nobody can register yet. Add a rule first; it also opens the university.');
export const domainTooWide = () =>
  new Problem(
    422,
    'domain_too_broad',
    'With its subdomains, this domain covers other universities too. Enter the university’s own domain.',
    { errors: [{ path: 'domain', message: 'This domain covers other universities too.' }] },
  );
export const mailboxesCollide = () =>
  new Problem(
    409,
    'mailbox_conflict',
    'With this rule, some members’ addresses would be one mailbox. Leave the rule as it is, or resolve those accounts first.',
  );
