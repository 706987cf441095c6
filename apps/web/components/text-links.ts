import { parseEntities } from '@chitlaq/text';

/** The web addresses in a text. */
export const linksOf = (text: string) => parseEntities(text).filter((entity) => entity.type === 'link');
