/** The scope of the whole campus; every other scope is a university. */
export const CAMPUS = '00000000-0000-0000-0000-000000000000';
