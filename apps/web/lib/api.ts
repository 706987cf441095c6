import { createApi } from '@chitlaq/client';
import { reportFailure, reportReachable } from './reachability.ts';

/** The API client. It uses the page's own origin and the cookie session. */
export const api = createApi({
  baseUrl: '',
  mode: 'cookie',
  onSignedOut: () => window.dispatchEvent(new Event('chitlaq:signed-out')),
  onOutcome: (hasAnswered) => (hasAnswered ? reportReachable() : reportFailure()),
});
