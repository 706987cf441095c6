import { createApi } from '@chitlaq/client';

/** The API on the page's own origin, with the browser's cookie session. */
export const api = createApi({
  baseUrl: '',
  mode: 'cookie',
  onSignedOut: () => window.dispatchEvent(new Event('chitlaq:signed-out')),
});
