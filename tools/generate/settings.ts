import { z } from 'zod';
import { settingGroups } from '../../server/platform/settings.ts';

interface Setting {
  name: string;
  about: string;
  fallback: string;
}

// Set by the supervisor for its children, not by an operator.
const INTERNAL = new Set(['CHITLAQ_SUPERVISED']);

function settings(group: Record<string, z.ZodType>): Setting[] {
  return Object.entries(group)
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

const groups = Object.entries(settingGroups).map(([title, group]) => ({ title, settings: settings(group) }));

const exampleLine = ({ name, about, fallback }: Setting): string =>
  `# ${about}\n${fallback ? `${name}=${fallback}` : `# ${name}=`}\n`;

const tableRow = ({ name, about, fallback }: Setting): string =>
  `| \`${name}\` | ${fallback ? `\`${fallback}\`` : ''} | ${about.replaceAll('|', '\\|')} |`;

/** The text of `.env.example`. */
export const envExample = (): string =>
  `# Every setting, with its default. Generated from server/platform/settings.ts: npm run generate\n\n${groups
    .map((group) => `## ${group.title}\n\n${group.settings.map(exampleLine).join('\n')}`)
    .join('\n')}`;

/** The text of `docs/handbook/configuration.md`. */
export const settingsTable = (): string =>
  `# Configuration

Every setting is an environment variable, read once at start and checked together: a start with wrong settings prints
every problem in one sentence, and exits with code 1. A setting may also be in a file, which the variable with \`_FILE\` names, as in
\`SECRET_KEY_FILE=/run/secrets/secret_key\`: use that for secrets, because variables are seen by whoever may list containers. Generated from \`server/platform/settings.ts\` by \`npm run generate\`.
${groups
  .map(
    (group) => `
## ${group.title}

| setting | default | what it does |
| --- | --- | --- |
${group.settings.map(tableRow).join('\n')}
`,
  )
  .join('')}`;
