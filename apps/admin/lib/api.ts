import { createApi } from '@chitlaq/client';

/** The same API as everybody's, on the page's own origin, with the browser's cookie session. */
export const api = createApi({ baseUrl: '', mode: 'cookie' });
