import { RULE_LIMITS } from '@chitlaq/text/automatic-rule';
import { z } from 'zod';
import { requiredText } from '../../../platform/text.ts';
import { RuleId } from '../rules/schemas.ts';

export const RuleAction = z.enum(['report', 'hold']);
export type RuleAction = z.infer<typeof RuleAction>;

const MemberRef = z.object({ id: z.uuid(), username: z.string() });
const Version = z.int().min(1);
const notice = requiredText(1000, 'Tell authors what the rule looks for.');

const fields = {
  name: requiredText(120, 'Give the rule a name.').describe('For staff'),
  action: RuleAction.describe(
    '`report`: a case for the moderators; `hold`: the post is hidden as well until they decide',
  ),
  campusRuleId: RuleId.describe('The rule of the campus that its hits may break'),
  noticeTr: notice.describe('What the author of a held post reads, in Turkish'),
  noticeEn: notice.describe('The same in English'),
  limitPercent: z
    .int()
    .min(1)
    .max(100)
    .describe('It switches itself off when more than this share of its judged hits was wrong'),
  limitMinimum: z.int().min(1).max(1000).describe('But not before so many hits are judged'),
};
const text = z
  .string()
  .max(RULE_LIMITS.length)
  .describe('Such as `post where links >= 2 and author is younger than 3 days`');

export const NewAutomaticRule = z.strictObject({ ...fields, text });
export type NewAutomaticRule = z.infer<typeof NewAutomaticRule>;
export const ChangedAutomaticRule = NewAutomaticRule.extend({
  basedOn: Version.describe('The version that was changed'),
});
export type ChangedAutomaticRule = z.infer<typeof ChangedAutomaticRule>;

export const RuleVersion = z
  .object({
    version: Version,
    ...fields,
    campusRuleId: z.string(),
    text: z.string(),
    writtenBy: MemberRef.nullable(),
    writtenAt: z.iso.datetime(),
  })
  .meta({ id: 'AutomaticRuleVersion' });
export type RuleVersion = z.infer<typeof RuleVersion>;

export const AutomaticRuleView = RuleVersion.extend({
  id: z.uuid(),
  state: z
    .enum(['draft', 'rehearsed', 'on', 'stopped'])
    .describe('`stopped`: it switched itself off, and this version was not rehearsed since'),
  onVersion: Version.nullable().describe('The version that acts now; null: none'),
  onSince: z.iso.datetime().nullable().describe('When it was last switched on'),
  stoppedAt: z.iso.datetime().nullable().describe('When it switched itself off'),
  hits: z.int().describe('Of the last seven days'),
  judged: z.int().describe('Hits that people judged since it was last switched on'),
  dismissed: z.int().describe('Of these, the wrong ones: dismissed reports, and appeals that were upheld'),
}).meta({ id: 'AutomaticRule' });
export type AutomaticRuleView = z.infer<typeof AutomaticRuleView>;

export const AutomaticRules = z.object({ items: z.array(AutomaticRuleView) });
export const AutomaticRuleDetails = AutomaticRuleView.extend({
  versions: z.array(RuleVersion).describe('Newest first'),
}).meta({ id: 'AutomaticRuleDetails' });
export type AutomaticRuleDetails = z.infer<typeof AutomaticRuleDetails>;

export const VersionBody = z.strictObject({ version: Version });

/** People of one group who are hit; a group of fewer than five people is not shown. */
const Groups = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      name: z.string().nullable().describe('Of a university'),
      nameTr: z.string().nullable(),
      hits: z.int(),
      people: z.int(),
    }),
  ),
  hiddenGroups: z.int().describe('Groups that are left out because few people are in them'),
});
export type Groups = z.infer<typeof Groups>;

export const RehearsalResult = z.object({
  posts: z.int().describe('Posts that were read'),
  hits: z.int(),
  people: z.int().nullable().describe('Authors of the hits; null if they are fewer than five'),
  upheld: z.int().describe('Hits that moderators had acted on'),
  dismissed: z.int().describe('Hits whose reports moderators had dismissed'),
  byUniversity: Groups,
  byLanguage: Groups.describe('Keys: `tr`, `en`, `unknown`'),
  byAge: Groups.describe('Age of the account in days at most; keys: `1`, `7`, `30`, `180`, `more`'),
});
export type RehearsalResult = z.infer<typeof RehearsalResult>;

export const Rehearsal = z
  .object({
    id: z.uuid(),
    version: Version,
    status: z.enum(['waiting', 'running', 'done', 'failed']),
    since: z.iso.datetime(),
    until: z.iso.datetime(),
    read: z.int().describe('Posts read so far'),
    total: z.int().describe('Posts that there are about'),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    result: RehearsalResult.nullable(),
    sample: z
      .array(
        z.object({
          postId: z.uuid(),
          content: z.string().nullable().describe('Null if the viewer may not read it, or it is gone'),
          createdAt: z.iso.datetime().nullable(),
        }),
      )
      .describe('At most 20 of the hits, chosen by chance'),
  })
  .meta({ id: 'Rehearsal' });
export type Rehearsal = z.infer<typeof Rehearsal>;
