import { z } from 'zod';
import { RESOURCE_NAMES } from './resources.ts';

const Members = z.int().nullable().describe('Members online; null where their number changes nothing');

const Resource = z.object({
  name: z.enum(RESOURCE_NAMES),
  unit: z.enum(['cores', 'bytes', 'count']),
  used: z.number().describe('At the last measurement'),
  available: z.number(),
  safeShare: z.number().describe('Share of `available` that a busy moment may use'),
  base: z.number().describe('Used without anybody online'),
  perMember: z.number(),
  peak: z.number().describe('What a busy moment needs above the line'),
  method: z
    .enum(['line', 'ratio'])
    .describe(
      '`ratio`: the number of members online varied too little to tell base and slope apart, so all use counts as theirs',
    ),
  fits: Members,
});

/** How many more members fit, by what those who are here use. */
export const Capacity = z
  .object({
    isConfigured: z.boolean().describe('Whether the server knows a metrics store (`METRICS_URL`)'),
    observedFrom: z.iso.datetime(),
    observedTo: z.iso.datetime(),
    online: z.int().nullable().describe('Members online at the last measurement'),
    highest: z.int().nullable().describe('Most members online at once in this time'),
    fits: z.int().nullable().describe('Members online that fit; null while too little is measured'),
    limitedBy: z.enum(RESOURCE_NAMES).nullable(),
    resources: z.array(Resource),
    servers: z
      .array(z.object({ dollars: z.int(), processors: z.int(), memoryGb: z.int(), fits: Members }))
      .describe('What a server of this price a month would hold, once processes and pools are sized for it'),
    diskFullAt: z.iso.datetime().nullable().describe('If the disk of members’ files fills as in this time'),
  })
  .meta({ id: 'Capacity' });
export type Capacity = z.infer<typeof Capacity>;
