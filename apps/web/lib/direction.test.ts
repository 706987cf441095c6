import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

/**
 * Text written by members may be right-to-left: it must be inside `<bdi>`, an element with `dir`, `Prose` or a page
 * header. This test walks the sources of both apps. Text interpolated into a translation must go through `isolate`.
 */
const APPS = join(import.meta.dirname, '../..');
/** Fields that hold text written by members, in any object. */
const WRITTEN = new Set(
  'displayName bio content contentWarning alt excerpt senderName conversationName fileName department comment note'.split(
    ' ',
  ),
);
/** Fields that do so only in these objects. */
const WRITTEN_OF: Record<string, RegExp> = {
  name: /^(title|conversation|invite|group|uploadState|lastState)$/,
  title: /^preview$/,
  description: /^preview$/,
  text: /^option$/,
  word: /^(word|muted)$/,
  tag: /^(hashtag|openDialog|trend|data)$/,
  reason: /^suspension$/,
  q: /^(search|saved)$/,
};
const ISOLATING = new Set(['bdi', 'Prose', 'FoldedProse', 'PostText', 'TextLink']);
/** Functions whose result holds such text. */
const SPEAKING = new Set(['summarize', 'highlightMatches', 'collapsedText']);

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.tsx'))
    .map((entry) => join(entry.parentPath, entry.name));

/** Whether rendering this expression may show such text. */
function holdsUserText(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
    return holdsUserText(node.expression);
  if (ts.isConditionalExpression(node)) return holdsUserText(node.whenTrue) || holdsUserText(node.whenFalse);
  if (ts.isBinaryExpression(node)) {
    const isAnd = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
    return holdsUserText(node.right) || (!isAnd && holdsUserText(node.left));
  }
  if (ts.isTemplateExpression(node)) return node.templateSpans.some((span) => holdsUserText(span.expression));
  if (ts.isCallExpression(node))
    return ts.isIdentifier(node.expression) && SPEAKING.has(node.expression.text);
  if (!ts.isPropertyAccessExpression(node)) return false;
  const field = node.name.text;
  const owner = ts.isIdentifier(node.expression)
    ? node.expression.text
    : ts.isPropertyAccessExpression(node.expression)
      ? node.expression.name.text
      : '';
  return WRITTEN.has(field) || (WRITTEN_OF[field]?.test(owner) ?? false);
}

function isIsolated(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node.parent; at !== undefined; at = at.parent) {
    if (ts.isJsxAttribute(at) || ts.isFunctionDeclaration(at)) return false;
    if (!ts.isJsxElement(at)) continue;
    const { tagName, attributes } = at.openingElement;
    if (ISOLATING.has(tagName.getText())) return true;
    const names = attributes.properties.map((property) => property.name?.getText());
    if (names.includes('dir')) return true;
  }
  return false;
}

/** Plain translations with such text interpolated that are rendered, not only used in attributes. */
function isBareTranslation(node: ts.Expression): boolean {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 't') return false;
  const [, values] = node.arguments;
  return (
    values !== undefined &&
    ts.isObjectLiteralExpression(values) &&
    values.properties.some((value) => ts.isPropertyAssignment(value) && holdsUserText(value.initializer))
  );
}

function findFaults(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const faults: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isJsxExpression(node) &&
      node.expression &&
      (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent)) &&
      (holdsUserText(node.expression) || isBareTranslation(node.expression)) &&
      !isIsolated(node)
    ) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      faults.push(`${path.slice(APPS.length + 1)}:${line + 1} ${node.getText().slice(0, 80)}`);
    }
    const tag =
      ts.isJsxSelfClosingElement(node) || ts.isJsxOpeningElement(node) ? node.tagName.getText() : undefined;
    if (tag === 'textarea' && !/\bdir=/.test(node.getText())) faults.push(`${path}: a textarea without dir`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return faults;
}

test('text written by members has its own direction, in both apps', () => {
  const faults = ['web/features', 'web/app', 'admin/features', 'admin/app']
    .flatMap((folder) => sources(join(APPS, folder)))
    .flatMap((path) => findFaults(path, readFileSync(path, 'utf8')));
  expect(faults).toEqual([]);
});

test('the walk reports bare text and accepts isolated text', () => {
  const found = (markup: string) => findFaults(`${APPS}/a.tsx`, `const a = ${markup};`).length;
  expect(found('<p>{member.displayName}</p>')).toBe(1);
  expect(found("<p>{post.contentWarning ?? post.content} {t('a')}</p>")).toBe(1);
  expect(found("<p>{t('by', { name: member.displayName })}</p>")).toBe(1);
  expect(found('<textarea />')).toBe(1);
  expect(found('<p><bdi>{member.displayName}</bdi></p>')).toBe(0);
  expect(found('<p dir="auto">{post.content ? <b>{post.content}</b> : null}</p>')).toBe(0);
  expect(found('<p>{post.content ? <b>x</b> : null}</p>')).toBe(0);
  expect(found("<p>{t('by', { name: isolate(member.displayName) })}</p>")).toBe(0);
});
