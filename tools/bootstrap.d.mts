/** What TypeScript tools use of `bootstrap.mjs`, which runs before anything is installed. */
export function buildServer(say: (line: string) => void): Promise<void>;
