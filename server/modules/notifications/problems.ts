import { Problem } from '../../platform/problem.ts';

export const postNotFound = () =>
  new Problem(404, 'post_not_found', 'There is no such post, or you may not see it.');
export const endpointNotAllowed = () =>
  new Problem(
    422,
    'endpoint_not_allowed',
    'Give the `endpoint` of the browser’s own push service: an https address on the public internet.',
    { errors: [{ path: 'endpoint', message: 'Not an address of a push service.' }] },
  );
export const pushKeysInvalid = () =>
  new Problem(
    422,
    'push_keys_invalid',
    'Give `keys` just as the browser’s PushSubscription.toJSON() has them.',
    { errors: [{ path: 'keys', message: 'Not the keys of a push subscription.' }] },
  );
export const unsubscribeTokenInvalid = () =>
  new Problem(
    422,
    'unsubscribe_token_invalid',
    'This link is not whole. Copy it from the letter again, or change your settings after signing in.',
  );
