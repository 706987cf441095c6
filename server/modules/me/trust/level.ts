/** What the level of trust depends on. */
export interface TrustFacts {
  ageDays: number;
  hasDepartment: boolean;
  /** Members who follow back, or accepted a message request; counted up to ten. */
  contacts: number;
  /** Decisions of moderators against the member that hold, in the last `COUNTED_DAYS`. */
  decisions: number;
}

export const COUNTED_DAYS = 90;
export const MAX_CONTACTS = 10;

/** What each level asks for; the first is level 1. */
export const CONDITIONS = [
  { ageDays: 3, hasDepartment: false, contacts: 0 },
  { ageDays: 14, hasDepartment: true, contacts: 3 },
  { ageDays: 60, hasDepartment: true, contacts: 10 },
] as const;

/** The level of trust, from 0 to 3: the highest whose conditions are met, less one for each decision against the member. */
export function trustLevel({ ageDays, hasDepartment, contacts, decisions }: TrustFacts): number {
  const unmet = CONDITIONS.findIndex(
    (needed) =>
      ageDays < needed.ageDays || contacts < needed.contacts || (needed.hasDepartment && !hasDepartment),
  );
  return Math.max(0, (unmet < 0 ? CONDITIONS.length : unmet) - decisions);
}
