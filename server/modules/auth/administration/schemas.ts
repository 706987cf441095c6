import { z } from 'zod';
import { Moment } from '../../../platform/moment.ts';
import { PageQuery } from '../../../platform/page.ts';
import { requiredText } from '../../../platform/text.ts';
import { Uuid } from '../../../platform/uuid.ts';
import { Role } from '../schemas.ts';

const Q = z.string().trim().max(100).default('').describe('What one looks for; all of them when empty');
export const SearchQuery = PageQuery.extend({ q: Q });
export type SearchQuery = z.infer<typeof SearchQuery>;

export const MemberQuery = SearchQuery.extend({
  status: z.enum(['pending', 'active', 'suspended', 'deleted']).optional(),
  universityId: Uuid.optional().describe('Only members of this university'),
  role: z.enum(['moderator', 'admin', 'owner']).optional().describe('Only who holds exactly this role'),
});
export type MemberQuery = z.infer<typeof MemberQuery>;

export const UniversityQuery = SearchQuery.extend({
  state: z
    .enum(['open', 'closed'])
    .optional()
    .describe('Only those that are open to registration, or closed'),
});
export type UniversityQuery = z.infer<typeof UniversityQuery>;

export const AuditQuery = PageQuery.extend({
  actor: Uuid.optional().describe('Only what this member did'),
  subject: z.string().max(100).optional().describe('Only what was done to this member or thing, by its id'),
  action: z
    .string()
    .regex(/^[a-z_]{1,60}$/, 'An action such as `signed_in`.')
    .optional(),
  subjectType: z
    .string()
    .regex(/^[a-z_]{1,60}$/, 'As in `member`.')
    .optional()
    .describe('Of which kind `subject` is; with it the search is by index'),
  since: Moment.optional().describe('Only what happened at this moment or later'),
  before: Moment.optional().describe('Only what happened before this moment'),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

const AuditActor = z.object({ id: z.uuid(), username: z.string() });
export const AuditRecord = z
  .object({
    id: z.uuid(),
    at: z.iso.datetime(),
    action: z.string(),
    actor: AuditActor.nullable().describe(
      'Null where nobody is known, and for what the system does by itself',
    ),
    subject: z
      .object({
        type: z.string(),
        id: z.string(),
        username: z.string().nullable().describe('Of a member'),
        name: z.string().nullable().describe('Of a university'),
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
    email: z.string().optional().describe('Only for admins'),
    username: z.string(),
    displayName: z.string(),
    status: z.enum(['pending', 'active', 'suspended', 'deleted']),
    roles: z.array(Role),
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

export const SuspendBody = z.strictObject({
  reason: requiredText(1000, 'Enter a reason for anyone who reviews this later.'),
  until: z.iso.datetime().optional().describe('When it ends by itself; absent for until somebody ends it'),
});
export type SuspendBody = z.infer<typeof SuspendBody>;

export const RolesBody = z.strictObject({
  roles: z.array(z.enum(['moderator', 'admin', 'owner'])).max(3),
});
export type RolesBody = z.infer<typeof RolesBody>;

const Affiliation = z.enum(['student', 'staff', 'alumni']);
const MailboxRule = z
  .enum(['exact', 'plus', 'dots_plus'])
  .describe('Which spellings of an address of this domain reach one mailbox');
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

export const ManagedUniversity = z
  .object({
    id: z.uuid(),
    name: z.string(),
    country: z.string(),
    isOpen: z.boolean(),
    domains: z.array(z.string()).describe('As the catalogue lists them'),
    rules: z.array(UniversityRule),
  })
  .meta({ id: 'ManagedUniversity' });

export const UniversityDetail = ManagedUniversity.extend({
  members: z.number().int().describe('Who have confirmed their address; suspended ones too'),
}).meta({ id: 'UniversityDetail' });

export const AddressPreviewBody = z.strictObject({
  email: z
    .string()
    .trim()
    .min(1, 'Enter an email address.')
    .max(300)
    .describe('An address somebody might register with'),
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
      .describe('`allowed`, or the first reason against it'),
    university: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    affiliation: Affiliation.nullable().describe('What the address would make of its owner'),
    rule: z
      .object({ id: z.uuid(), domain: z.string(), includeSubdomains: z.boolean(), prefix: z.string() })
      .nullable()
      .describe('The rule that decides, or that comes nearest'),
  })
  .meta({ id: 'AddressPreview' });
export type AddressPreview = z.infer<typeof AddressPreview>;
