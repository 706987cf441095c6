import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

/** The viewer's passkeys. */
export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: () => api.get('/auth/passkeys'),
});
