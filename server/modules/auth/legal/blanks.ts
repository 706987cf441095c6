/** What the operator fills in, in the order of the form. `isLong`: may have several lines. */
export const BLANKS = [
  { name: 'controller_name', isNeeded: true },
  { name: 'controller_address', isNeeded: true, isLong: true },
  { name: 'controller_email', isNeeded: true },
  { name: 'controller_phone' },
  { name: 'controller_kep' },
  { name: 'data_protection_contact', isNeeded: true },
  { name: 'authority' },
  { name: 'hosting_place', isNeeded: true },
  { name: 'recipients', isLong: true },
  { name: 'transfers_abroad', isLong: true },
  { name: 'traffic_log', isLong: true },
  { name: 'responsible_person', isNeeded: true },
  { name: 'court' },
  { name: 'minimum_age' },
  { name: 'support_contact', isNeeded: true },
  { name: 'moderation_contact' },
  { name: 'accessibility_contact' },
  { name: 'security_contact', isNeeded: true },
  { name: 'emergency_number' },
  { name: 'campus_security', isNeeded: true },
  { name: 'counselling' },
  { name: 'harassment_office' },
  { name: 'campus_contacts', isLong: true },
] as const satisfies readonly { name: string; isNeeded?: true; isLong?: true }[];

export type BlankName = (typeof BLANKS)[number]['name'];
export const BLANK_NAMES: readonly BlankName[] = BLANKS.map(({ name }) => name);
