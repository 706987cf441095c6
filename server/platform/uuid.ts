import { z } from 'zod';

/**
 * An id in a request, in the one spelling that is stored and compared. PostgreSQL also accepts capitals, but comparisons in our
 * code do not. `server/hosts/ids.test.ts` finds schemas that accept ids in another way.
 */
export const Uuid = z.uuid().toLowerCase();
