import { z } from 'zod';

export const SENDER_CODES = [
  'no_answer',
  'spf_missing',
  'spf_several',
  'spf_syntax',
  'spf_lookups',
  'spf_not_permitted',
  'spf_anybody',
  'spf_neutral',
  'spf_permits',
  'spf_fine',
  'dkim_no_selector',
  'dkim_missing',
  'dkim_revoked',
  'dkim_syntax',
  'dkim_short',
  'dkim_fine',
  'dmarc_missing',
  'dmarc_several',
  'dmarc_syntax',
  'dmarc_watches',
  'dmarc_fine',
  'mx_missing',
  'mx_null',
  'mx_only_address',
  'mx_fine',
  'host_unknown',
  'host_missing',
  'host_fine',
  'ptr_missing',
  'ptr_no_way_back',
  'ptr_fine',
] as const;

/** What one record of the sender is like. */
export const SenderLine = z.object({
  name: z.enum(['spf', 'dkim', 'dmarc', 'mx', 'host', 'ptr']),
  at: z.string().nullable().describe('The name that was looked up'),
  state: z
    .enum(['fine', 'attention', 'missing', 'unknown'])
    .describe('`unknown`: it could not be checked, as if no DNS server answers'),
  code: z.enum(SENDER_CODES),
  found: z.string().nullable(),
  record: z
    .object({ type: z.enum(['TXT', 'MX', 'PTR']), name: z.string(), value: z.string() })
    .nullable()
    .describe('What to add'),
});
export type SenderLine = z.infer<typeof SenderLine>;
