/** What is reported, as the reporter sees or saw it. */
export interface Subject {
  /** Null for a message whose writer has left the campus. */
  ownerId: string | null;
  /** Kept with the report: the owner may change or delete it. */
  seen: object;
}
