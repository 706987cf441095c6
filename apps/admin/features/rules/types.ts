import type { Schemas } from '@chitlaq/client';

export type Rule = Schemas['AutomaticRule'];
export type RuleDetails = Schemas['AutomaticRuleDetails'];
export type RuleVersion = Schemas['AutomaticRuleVersion'];
export type Rehearsal = Schemas['Rehearsal'];

export const RULES_KEY = ['automatic-rules'] as const;
export const ruleKey = (id: string) => ['automatic-rule', id] as const;
export const rehearsalKey = (id: string, version: number) => ['rehearsal', id, version] as const;
export const CAMPUS_RULES_KEY = ['campus-rules'] as const;
