import { lineAt, namedObjects, type Objects } from './names.ts';
import type { Reference } from './order.ts';

/** The beginning of each object in a picture of a schema (`database/schema/*.sql`). */
const OBJECT =
  /^create (?:table|view|type) ([a-z_]+)\.([a-z_0-9]+)|^CREATE OR REPLACE FUNCTION ([a-z_]+)\.([a-z_0-9]+)|^CREATE (?:UNIQUE )?INDEX \S+ ON (?:ONLY )?([a-z_]+)\.([a-z_0-9]+)|^CREATE (?:CONSTRAINT )?TRIGGER [^;]*? ON ([a-z_]+)\.([a-z_0-9]+)/gm;

const beginnings = (picture: string) =>
  [...picture.matchAll(OBJECT)].map((match) => {
    const [schema = '', object = ''] = match.slice(1).filter((part) => part !== undefined);
    return { schema, object, offset: match.index };
  });

/** The objects of every schema, from its picture. */
export const objectsOf = (pictures: ReadonlyMap<string, string>): Objects =>
  new Map(
    [...pictures].map(([schema, picture]) => [
      schema,
      new Set(beginnings(picture).map(({ object }) => object)),
    ]),
  );

/**
 * What the objects of a schema name: foreign keys, defaults, views, functions, and the functions that triggers on its tables call.
 * An index and a trigger belong to their table.
 * @param file  of the picture
 */
export function referencesOfSchema(
  schema: string,
  picture: string,
  file: string,
  objects: Objects,
): Reference[] {
  const starts = beginnings(picture);
  return starts.flatMap(({ object, offset }, index) =>
    namedObjects(objects, picture.slice(offset, starts[index + 1]?.offset)).map((named) => ({
      module: schema,
      from: `${schema}.${object}`,
      target: named.schema,
      to: `${named.schema}.${named.object}`,
      file,
      line: lineAt(picture, offset + named.offset),
      isWrite: named.isWritten,
    })),
  );
}
