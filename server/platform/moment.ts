import { z } from 'zod';

/** A moment that somebody asks with, in UTC. ISO 8601 has a year 0, PostgreSQL has none. */
export const Moment = z.iso.datetime().refine((value) => !value.startsWith('0000'), 'A year from 0001 on.');
