import { z } from 'zod';

/** A timestamp in a request, in UTC. ISO 8601 has a year 0, PostgreSQL does not. */
export const Moment = z.iso.datetime().refine((value) => !value.startsWith('0000'), 'A year from 0001 on.');
