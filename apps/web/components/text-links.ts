import { parseEntities } from '@chitlaq/text';

/** The links of a bio. */
export const linksOf = (text: string) => parseEntities(text).filter((entity) => entity.type === 'link');
