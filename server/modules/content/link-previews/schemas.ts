import { z } from 'zod';

/** A page's description of itself. It may lie, but `host` is where it was really loaded from. */
export const Preview = z
  .object({
    url: z.string().describe('The link in the message'),
    host: z.string().describe('Host of the page after redirects: show it with the preview'),
    title: z.string(),
    description: z.string().nullable(),
    siteName: z.string().nullable(),
  })
  .meta({ id: 'LinkPreview' });
export type Preview = z.infer<typeof Preview>;
