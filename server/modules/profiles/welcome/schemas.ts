import { WELCOME_STEPS } from '@chitlaq/text';
import { z } from 'zod';

export const Welcome = z
  .object({
    passed: z.array(z.enum(WELCOME_STEPS)).describe('Finished or skipped steps, in their order'),
    remaining: z.array(z.enum(WELCOME_STEPS)).describe('The other steps, in their order'),
  })
  .meta({ id: 'Welcome' });
export type Welcome = z.infer<typeof Welcome>;

export const WelcomeChange = z.strictObject({
  passed: z
    .array(z.enum(WELCOME_STEPS))
    .max(WELCOME_STEPS.length)
    .optional()
    .describe('Steps to add to the passed ones; none is ever removed'),
  isFinished: z
    .boolean()
    .optional()
    .describe('True: do not offer the welcome any more. False: offer it again'),
});
export type WelcomeChange = z.infer<typeof WelcomeChange>;

export const WelcomeState = z.object({
  welcome: Welcome.nullable().describe('Null if it is no longer offered'),
});
export type WelcomeState = z.infer<typeof WelcomeState>;
