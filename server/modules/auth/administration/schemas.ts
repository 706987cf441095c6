import { z } from 'zod';
import { Moment } from '../../../platform/moment.ts';
import { PageQuery } from '../../../platform/page.ts';
import { optionalText } from '../../../platform/text.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { Official, Role } from '../schemas.ts';

/** Characters of what an official account stands for. */
const OFFICIAL_MAX = 60;

const GrantedRole = Role.exclude(['member']);

const Q = z.string().trim().max(100).default('').describe('Search term; empty lists everything');
export const SearchQuery = PageQuery.extend({ q: Q });
export type SearchQuery = z.infer<typeof SearchQuery>;

export const MemberQuery = SearchQuery.extend({
  status: z.enum(['pending', 'active', 'deactivated', 'suspended', 'deleted']).optional(),
  universityId: Uuid.optional().describe('Only members of this university'),
  role: GrantedRole.optional().describe('Only members with exactly this role'),
  customRoleId: Uuid.optional().describe('Only members with this custom role'),
});
export type MemberQuery = z.infer<typeof MemberQuery>;

export const UniversityQuery = SearchQuery.extend({
  state: z
    .enum(['open', 'closed'])
    .optional()
    .describe('Only universities that are open to registration, or only closed ones'),
});
export type UniversityQuery = z.infer<typeof UniversityQuery>;

export const AuditQuery = PageQuery.extend({
  actor: Uuid.optional().describe('Only actions of this member'),
  subject: z.string().max(100).optional().describe('Only actions on this member or object, by id'),
  action: z
    .string()
    .regex(/^[a-z_]{1,60}$/, 'An action such as `signed_in`.')
    .optional(),
  subjectType: z
    .string()
    .regex(/^[a-z_]{1,60}$/, 'As in `member`.')
    .optional()
    .describe('Type of `subject`; makes the search use an index'),
  since: Moment.optional().describe('Only actions at this time or later'),
  before: Moment.optional().describe('Only actions before this time'),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

const AuditActor = z.object({ id: z.uuid(), username: z.string() });
export const AuditRecord = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    action: z.string(),
    actor: AuditActor.nullable().describe('Null if the actor is unknown, and for actions of the system'),
    subject: z
      .object({
        type: z.string(),
        id: z.string(),
        username: z.string().nullable().describe('Set for a member'),
        name: z.string().nullable().describe('Set for a university'),
      })
      .nullable(),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    requestId: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditRecord' });

export const Suspension = z.object({
  reason: z.string(),
  until: z.iso.datetime().nullable(),
  suspendedAt: z.iso.datetime(),
});

/** A member as staff see them. */
export const ManagedUser = z
  .object({
    id: z.uuid(),
    email: z.string().optional().describe('Visible to admins only'),
    username: z.string(),
    displayName: z.string(),
    status: z.enum(['pending', 'active', 'deactivated', 'suspended', 'deleted']),
    roles: z.array(Role),
    moderatesAll: z
      .boolean()
      .describe('As a moderator: sees the reports of every university, and not only of their own'),
    customRoles: z.array(z.object({ id: z.uuid(), nameTr: z.string(), nameEn: z.string() })),
    permissions: z.array(z.string()).describe('What all their roles together allow'),
    mutedUntil: z.iso
      .datetime()
      .nullable()
      .describe('Until when they may read and not write; may have passed'),
    limitedUntil: z.iso.datetime().nullable().describe('Until when their reach is limited; may have passed'),
    official: Official.nullable(),
    university: z.object({ id: z.uuid(), name: z.string() }),
    affiliation: z.enum(['student', 'staff', 'alumni']),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime().nullable(),
    suspension: Suspension.nullable(),
  })
  .meta({ id: 'ManagedUser' });
export type ManagedUser = z.infer<typeof ManagedUser>;

export const MemberSession = z
  .object({
    id: z.uuid(),
    device: z.string(),
    ip: z.string().nullable(),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
  })
  .meta({ id: 'MemberSession' });

/** How many custom roles there may be, how many a member may have, and how many members one. */
export const CUSTOM_ROLES_MAX = { ofCampus: 30, ofMember: 10, holders: 500 } as const;

export const RolesBody = z.strictObject({
  roles: z.array(GrantedRole).max(4),
  customRoles: z
    .array(Uuid)
    .max(CUSTOM_ROLES_MAX.ofMember)
    .optional()
    .describe('Ids of exactly the custom roles that they have from now on; without it, as before'),
  allUniversities: z
    .boolean()
    .optional()
    .describe(
      'Whether a moderator sees the reports of every university; without it, as before, and for a new one not',
    ),
});
export type RolesBody = z.infer<typeof RolesBody>;

const standsFor = optionalText(OFFICIAL_MAX, `At most ${OFFICIAL_MAX} characters.`);
export const OfficialBody = z
  .strictObject({ tr: standsFor, en: standsFor })
  .refine(({ tr, en }) => tr !== '' || en !== '', {
    path: ['tr'],
    message: 'Say what the account stands for.',
  })
  .describe('What the account stands for; one language is enough');
export type OfficialBody = z.infer<typeof OfficialBody>;

const Affiliation = z.enum(['student', 'staff', 'alumni']);
const MailboxRule = z
  .enum(['exact', 'plus', 'dots_plus'])
  .describe('Which spellings of an address in this domain are the same mailbox');
const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}$/, 'Enter a domain, such as metu.edu.tr.');
const Prefix = z
  .string()
  .trim()
  .toLowerCase()
  .max(64)
  .regex(
    /^[a-z0-9._+'-]*$/,
    'Enter how addresses begin: only letters, digits and . _ + -. Leave it empty for all.',
  );

export const NewRule = z.strictObject({
  domain: Domain,
  includeSubdomains: z.boolean().default(false),
  prefix: Prefix.default(''),
  affiliation: Affiliation.default('student'),
  note: z.string().trim().max(500).default(''),
  mailboxRule: MailboxRule.optional(),
});
export type NewRule = z.infer<typeof NewRule>;

export const RuleChange = z.strictObject({
  includeSubdomains: z.boolean().optional(),
  prefix: Prefix.optional(),
  affiliation: Affiliation.optional(),
  note: z.string().trim().max(500).optional(),
  mailboxRule: MailboxRule.optional(),
});
export type RuleChange = z.infer<typeof RuleChange>;

export const UniversityRule = z
  .object({
    id: z.uuid(),
    domain: z.string(),
    includeSubdomains: z.boolean(),
    prefix: z.string(),
    affiliation: Affiliation,
    note: z.string(),
    mailboxRule: MailboxRule,
  })
  .meta({ id: 'UniversityRule' });

const UniversityModeName = z.enum(['open', 'approval', 'invitation', 'closed']);
export const UniversityChange = z
  .strictObject({
    isOpen: z.boolean().optional(),
    registrationMode: UniversityModeName.nullable().optional(),
  })
  .refine((body) => Object.keys(body).length > 0, 'Change something.');
export type UniversityChange = z.infer<typeof UniversityChange>;

export const ManagedUniversity = z
  .object({
    id: z.uuid(),
    name: z.string(),
    country: z.string(),
    isOpen: z.boolean(),
    registrationMode: UniversityModeName.nullable().describe(
      'How its people register; null: as the campus says',
    ),
    domains: z.array(z.string()).describe('Domains from the catalogue'),
    rules: z.array(UniversityRule),
  })
  .meta({ id: 'ManagedUniversity' });

export const UniversityDetail = ManagedUniversity.extend({
  members: z.number().int().describe('Members with a confirmed address, including suspended ones'),
}).meta({ id: 'UniversityDetail' });

export const AddressPreviewBody = z.strictObject({
  email: z
    .string()
    .trim()
    .min(1, 'Enter an email address.')
    .max(300)
    .describe('Address to check against the rules'),
});
export type AddressPreviewBody = z.infer<typeof AddressPreviewBody>;

export const AddressPreview = z
  .object({
    verdict: z
      .enum([
        'allowed',
        'university_closed',
        'prefix_not_allowed',
        'subdomain_not_covered',
        'no_rules',
        'unknown_domain',
        'not_an_address',
      ])
      .describe('`allowed`, or the first reason for refusal'),
    university: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    affiliation: Affiliation.nullable().describe('Affiliation that this address gives'),
    rule: z
      .object({ id: z.uuid(), domain: z.string(), includeSubdomains: z.boolean(), prefix: z.string() })
      .nullable()
      .describe('The rule that decides, or the closest one'),
  })
  .meta({ id: 'AddressPreview' });
export type AddressPreview = z.infer<typeof AddressPreview>;
