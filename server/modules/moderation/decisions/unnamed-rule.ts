/** The rule of the campus for an act that names none. It cannot be retired. */
export const UNNAMED_RULE = 'other';
