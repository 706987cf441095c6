import './tables.ts';

export { textDocument } from './posts/document.ts';
export { createHighlighter, type Match } from './posts/highlight.ts';
export { dayRange } from './posts/id-range.ts';
export { type ParsedQuery, parseQuery, toWordsTsquery } from './posts/query.ts';
