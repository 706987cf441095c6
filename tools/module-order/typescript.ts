import { dirname, posix } from 'node:path';
import ts from 'typescript';
import { lineAt, namedObjects, type Objects } from './names.ts';
import { ABOVE, BELOW, type Reference } from './order.ts';

const MODULES = 'server/modules/';
/** Calls of Kysely whose argument is a table to write. */
const WRITES = /\.(?:insertInto|replaceInto|updateTable|deleteFrom|mergeInto)$/;

/** The module of a file of the server: its name, `platform`, or `server` for files above the modules. */
export function moduleOf(path: string): string | undefined {
  if (!path.startsWith('server/')) return undefined;
  if (path.startsWith('server/platform/')) return BELOW;
  const [name = '', ...rest] = path.startsWith(MODULES) ? path.slice(MODULES.length).split('/') : [];
  return rest.length > 0 ? name : ABOVE;
}

/** Whether the order applies to a file. Tests, factories and files above the modules may name everything. */
export const isChecked = (path: string): boolean =>
  moduleOf(path) !== undefined &&
  moduleOf(path) !== ABOVE &&
  /\.ts$/.test(path) &&
  !/\.test\.ts$|\/factory\.ts$/.test(path);

/**
 * The imports of a module's file, and the objects that its SQL names.
 * @param path  relative to the root, with slashes
 */
export function referencesOfFile(path: string, text: string, objects: Objects): Reference[] {
  const module = moduleOf(path);
  if (module === undefined) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const references: Reference[] = [];
  const add = (target: string, to: string, offset: number, isWrite = false) =>
    references.push({ module, from: path, target, to, file: path, line: lineAt(text, offset), isWrite });

  const addImport = (specifier: ts.Expression | undefined) => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier) || !specifier.text.startsWith('.'))
      return;
    const target = moduleOf(posix.join(dirname(path), specifier.text));
    if (target !== undefined) add(target, target, specifier.getStart());
  };
  const addNames = (node: ts.LiteralLikeNode, continues = false) => {
    // The text in the source, so that offsets give lines. Escapes do not occur in names.
    const start = node.getStart();
    const raw = text.slice(start, node.end).replace(/^[`'"}]/, ' ');
    const sql = raw.replace(/(?:\$\{|[`'"])$/, '');
    const isTableToWrite =
      ts.isCallExpression(node.parent) && WRITES.test(node.parent.expression.getText(source));
    for (const { schema, object, offset, isWritten } of namedObjects(objects, sql, continues))
      add(schema, `${schema}.${object}`, start + offset, isWritten || isTableToWrite);
  };

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      addImport(node.moduleSpecifier);
      return;
    }
    if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    )
      addImport(node.argument.literal);
    if (ts.isCallExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword) addImport(node.arguments[0]);
      const called = node.expression.getText();
      const [first, second] = node.arguments;
      // Other ways to name a table in Kysely: `db.withSchema('content')` and `sql.id('content', 'posts')`.
      if (first !== undefined && ts.isStringLiteralLike(first) && objects.has(first.text)) {
        if (/\.withSchema$/.test(called)) add(first.text, `${first.text}.*`, first.getStart());
        if (/\bsql\.id$/.test(called) && second !== undefined)
          add(
            first.text,
            `${first.text}.${ts.isStringLiteralLike(second) ? second.text : '*'}`,
            first.getStart(),
          );
      }
    }
    if (ts.isStringLiteralLike(node)) addNames(node);
    if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node)) addNames(node, true);
    if (ts.isTemplateTail(node)) addNames(node);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return references;
}
