import { z } from 'zod';
import { requiredText } from '../../../platform/text.ts';

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

export const ManagedCampusRules = z
  .object({
    revision: z.string().describe('Changes with the rules'),
    items: z
      .array(CampusRule.extend({ isRetired: z.boolean() }))
      .describe('Those that hold in their order, then the retired ones'),
  })
  .meta({ id: 'ManagedCampusRules' });
export type ManagedCampusRules = z.infer<typeof ManagedCampusRules>;

const title = requiredText(120, 'Give the rule a title.');
const text = requiredText(1000, 'Say what the rule asks for.');
export const RulesBody = z.strictObject({
  basedOn: z.string().describe('The revision that was changed'),
  items: z
    .array(
      z.strictObject({
        id: RuleId.optional().describe('Absent for a new rule'),
        titleTr: title,
        titleEn: title,
        textTr: text,
        textEn: text,
      }),
    )
    .min(1)
    .max(50)
    .refine((items) => {
      const ids = items.flatMap(({ id }) => id ?? []);
      return new Set(ids).size === ids.length;
    }, 'Name each rule once.')
    .describe('The rules that hold from now on, in their order; those that are left out are retired'),
});
export type RulesBody = z.infer<typeof RulesBody>;
