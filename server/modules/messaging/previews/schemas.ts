import { z } from 'zod';

/** What a page says of itself. It may lie: `host` is where it really was found. */
export const Preview = z
  .object({
    url: z.string().describe('The link in the message'),
    host: z.string().describe('Where the page was found, after redirects: to be shown with it'),
    title: z.string(),
    description: z.string().nullable(),
    siteName: z.string().nullable(),
  })
  .meta({ id: 'LinkPreview' });
export type Preview = z.infer<typeof Preview>;
