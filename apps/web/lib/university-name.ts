/**
 * A university's name in the viewer's language, of a member as the API gives them. What the device stored before the API gave Turkish
 * names has only the catalogue's.
 */
export const universityName = (
  { university, universityTr }: { university: string; universityTr?: string },
  locale: string,
): string => (locale === 'tr' ? universityTr : undefined) ?? university;
