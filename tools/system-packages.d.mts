/** The types of `system-packages.mjs` for TypeScript. */
export const BROWSERS: string[];
