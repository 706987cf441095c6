import { z } from 'zod';

/**
 * An id that a caller sends, in the one spelling that is stored and compared: PostgreSQL takes capitals too, and text that is
 * compared here does not. `server/hosts/ids.test.ts` finds a schema that takes ids otherwise.
 */
export const Uuid = z.uuid().toLowerCase();
