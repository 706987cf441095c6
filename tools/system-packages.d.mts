/** The types of `system-packages.mjs` for TypeScript. */
export const CHROMIUM: string[];
