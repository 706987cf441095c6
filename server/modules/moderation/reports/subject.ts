/** The reported subject, as the reporter sees or saw it. */
export interface Subject {
  /** Null for a message whose author has left the campus. */
  ownerId: string | null;
  /** Stored with the report: the owner may change or delete it. */
  snapshot: object;
}
