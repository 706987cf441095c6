import { z } from 'zod';

export const CampusRule = z
  .object({
    id: z.string(),
    titleTr: z.string(),
    titleEn: z.string(),
    textTr: z.string(),
    textEn: z.string(),
  })
  .meta({ id: 'CampusRule' });
export type CampusRule = z.infer<typeof CampusRule>;

export const CampusRules = z.object({ items: z.array(CampusRule) });

export const RuleId = z
  .string()
  .regex(/^[a-z_]{2,30}$/, 'Use the id of a rule of the campus.')
  .describe('The rule that was broken, from `GET /moderation/rules`');
