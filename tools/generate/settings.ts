import { z } from 'zod';
import { Env } from '../../server/platform/config.ts';

interface Setting {
  name: string;
  about: string;
  fallback: string;
}

// Set by the supervisor for its children, not by a person.
const INTERNAL = new Set(['CHITLAQ_SUPERVISED']);

function settings(): Setting[] {
  return Object.entries(Env.shape)
    .filter(([name]) => !INTERNAL.has(name))
    .map(([name, schema]) => {
      const inner = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
        default?: unknown;
        description?: string;
      };
      return {
        name,
        about: schema.description ?? inner.description ?? '',
        fallback: inner.default === undefined ? '' : String(inner.default),
      };
    });
}

export const envExample = (): string =>
  `# Every setting, with its default. Generated from server/platform/config.ts: npm run generate\n\n${settings()
    .map(({ name, about, fallback }) => `# ${about}\n${fallback ? `${name}=${fallback}` : `# ${name}=`}\n`)
    .join('\n')}`;

export const settingsTable = (): string =>
  `# Configuration

Every setting is an environment variable, read once at start and checked together: a start with wrong settings says all
that is wrong, in words, and ends with code 1. Generated from \`server/platform/config.ts\` by \`npm run generate\`.

| setting | default | what it does |
| --- | --- | --- |
${settings()
  .map(
    ({ name, about, fallback }) =>
      `| \`${name}\` | ${fallback ? `\`${fallback}\`` : ''} | ${about.replaceAll('|', '\\|')} |`,
  )
  .join('\n')}
`;
