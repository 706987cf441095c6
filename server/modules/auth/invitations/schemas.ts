import { z } from 'zod';

export const InvitationCode = z
  .string()
  .min(1)
  .max(40)
  .describe('The code of an invitation, with or without dashes');
