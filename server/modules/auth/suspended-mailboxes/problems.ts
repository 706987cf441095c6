import { Problem } from '../../../platform/problem.ts';

export const mailboxSuspended = () =>
  new Problem(
    403,
    'mailbox_suspended',
    'The account of this address was suspended and then deleted, and the suspension still holds. The campus’s contacts, on the help page, can lift it.',
  );
export const mailboxNotSuspended = () => {
  const message = 'No suspension of a deleted account holds for this address.';
  return new Problem(404, 'mailbox_not_suspended', message, { errors: [{ path: 'email', message }] });
};
