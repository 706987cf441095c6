import { z } from 'zod';

/** The server's copy of a page's picture: readers load it from here, never from the page's site. */
export const LinkPicture = z
  .object({ url: z.string(), width: z.int(), height: z.int() })
  .describe('A square picture of the page, served by this server');
export type LinkPicture = z.infer<typeof LinkPicture>;

/** A page's description of itself. It may lie, but `host` is where it was really loaded from. */
export const LinkPreview = z
  .object({
    url: z.string().describe('The link in the text'),
    host: z.string().describe('Host of the page after redirects: show it with the preview'),
    title: z.string(),
    description: z.string().nullable(),
    siteName: z.string().nullable(),
    picture: LinkPicture.optional().describe('Only in posts, if the page has one'),
  })
  .meta({ id: 'LinkPreview' });
export type LinkPreview = z.infer<typeof LinkPreview>;
