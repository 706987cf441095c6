/**
 * Maps a Tailwind class to the property group it sets. Of two classes in one group the later one wins. Knows only
 * utilities used in this repository; an unknown class never removes another.
 */

const entries = (list: string, group: string): [string, string][] =>
  list.split(' ').map((word) => [word, group]);

/** Classes with a fixed group. */
const exactGroups = new Map<string, string>([
  ...entries(
    'block inline inline-block flex inline-flex grid inline-grid table contents hidden flow-root',
    'display',
  ),
  ...entries('static relative absolute fixed sticky', 'position'),
  ...entries('visible invisible collapse', 'visibility'),
  ...entries('uppercase lowercase capitalize normal-case', 'case'),
  ...entries('underline overline line-through no-underline', 'line'),
  ...entries('italic not-italic', 'italic'),
  ...entries('sr-only not-sr-only', 'sr'),
  ...entries('isolate isolation-auto', 'isolation'),
  ...entries('truncate', 'overflow-text'),
  ...entries('touch-none touch-pan-y', 'touch-action'),
]);

/** Prefixes with several meanings, distinguished by the value. The first matching pattern wins. */
const ambiguousGroups: Record<string, [RegExp, string][]> = {
  text: [
    [/^(?:xs|sm|base|lg|xl|[2-9]xl|\[[\d.]+(?:rem|px|em)\])$/, 'size-of-text'],
    [/^(?:left|center|right|justify|start|end)$/, 'text-align'],
    [/^(?:wrap|nowrap|balance|pretty)$/, 'wrap'],
    [/^(?:ellipsis|clip)$/, 'overflow-text'],
    [/./, 'colour'],
  ],
  font: [
    [/^(?:sans|serif|mono)$/, 'family'],
    [/./, 'weight'],
  ],
  flex: [
    [/^(?:row|col)(?:-reverse)?$/, 'direction'],
    [/^(?:wrap|wrap-reverse|nowrap)$/, 'flex-wrap'],
    [/./, 'flex'],
  ],
  border: [
    [/^(?:\d+)?$/, 'border'],
    [/^[xytrblse](?:-\d+)?$/, 'border-'],
    [/^(?:solid|dashed|dotted|double|hidden|none)$/, 'border-style'],
    [/^(?:collapse|separate)$/, 'border-collapse'],
    [/./, 'border-colour'],
  ],
  outline: [
    [/^(?:\d+)?$/, 'outline'],
    [/^(?:offset-.*)$/, 'outline-offset'],
    [/^(?:none|hidden|dashed|dotted)$/, 'outline-style'],
    [/./, 'outline-colour'],
  ],
  break: [[/./, 'break']],
  ring: [
    [/^(?:\d+)?$/, 'ring'],
    [/^inset$/, 'ring-inset'],
    [/./, 'ring-colour'],
  ],
  stroke: [
    [/^(?:\d|\[)/, 'stroke-width'],
    [/./, 'stroke'],
  ],
};

/** Prefixes that are their own group. The longest match wins. */
const prefixGroups = new Set(
  (
    'p px py pt pr pb pl ps pe m mx my mt mr mb ml ms me w min-w max-w h min-h max-h size gap gap-x gap-y inset inset-x ' +
    'inset-y top right bottom left z order basis grow shrink items self justify justify-items justify-self content ' +
    'grid-cols grid-rows col-span row-span col-start row-start place-items place-content origin overflow overflow-x overflow-y overscroll rounded rounded-t rounded-b ' +
    'rounded-l rounded-r bg opacity shadow animate transition duration leading tracking whitespace select ' +
    'pointer-events cursor resize object fill line-clamp translate-x translate-y rotate scale accent caret aspect ' +
    'scroll-mt scroll-mb appearance align decoration list'
  ).split(' '),
);

/** Groups that a group also overrides: `p-4` removes an earlier `px-2`. */
const overriddenGroups: Record<string, string> = {
  p: 'px py pt pr pb pl ps pe',
  px: 'pr pl',
  py: 'pt pb',
  m: 'mx my mt mr mb ml ms me',
  mx: 'mr ml',
  my: 'mt mb',
  size: 'w h',
  gap: 'gap-x gap-y',
  inset: 'inset-x inset-y top right bottom left',
  'inset-x': 'right left',
  'inset-y': 'top bottom',
  overflow: 'overflow-x overflow-y',
  rounded: 'rounded-t rounded-b rounded-l rounded-r',
  border: 'border-x border-y border-t border-r border-b border-l border-s border-e',
  'border-x': 'border-r border-l',
  'border-y': 'border-t border-b',
  flex: 'basis grow shrink',
  'size-of-text': 'leading',
  'line-clamp': 'display overflow',
};

/** The group of a class without its variants; undefined if unknown. */
function groupOf(name: string): string | undefined {
  const exact = exactGroups.get(name);
  if (exact) return exact;
  const plain = name.startsWith('-') ? name.slice(1) : name;
  // An arbitrary property, as in [scrollbar-width:none].
  if (plain.startsWith('[')) return plain.slice(0, plain.indexOf(':'));
  const [first = ''] = plain.split('-', 1);
  const patterns = ambiguousGroups[first];
  if (patterns) {
    const value = plain.slice(first.length + 1);
    const kind = patterns.find(([pattern]) => pattern.test(value))?.[1];
    return kind === 'border-' ? `border-${value[0]}` : kind;
  }
  // Try the longest prefix first: min-h before h, gap-x before gap.
  for (let end = plain.length; end > 0; end = plain.lastIndexOf('-', end - 1)) {
    const prefix = plain.slice(0, end);
    if (prefixGroups.has(prefix)) return prefix;
  }
  return undefined;
}

/** The index after the variants of a class: after the last colon outside brackets. */
function variantsEnd(token: string): number {
  let depth = 0;
  for (let at = token.length - 1; at >= 0; at--) {
    const sign = token[at];
    if (sign === ']' || sign === ')') depth += 1;
    else if (sign === '[' || sign === '(') depth -= 1;
    else if (sign === ':' && depth === 0) return at + 1;
  }
  return 0;
}

/** Removes classes that a later class overrides. */
export function mergeClasses(classes: string): string {
  const setGroups = new Set<string>();
  const result: string[] = [];
  for (const token of classes.split(/\s+/).reverse()) {
    const end = variantsEnd(token);
    const variants = token.slice(0, end);
    const group = groupOf(token.slice(end));
    if (group !== undefined) {
      if (setGroups.has(variants + group)) continue;
      setGroups.add(variants + group);
      for (const covered of overriddenGroups[group]?.split(' ') ?? []) setGroups.add(variants + covered);
    }
    if (token !== '') result.push(token);
  }
  return result.reverse().join(' ');
}
