// Import boundaries (docs/architecture.md), checked by `npm run check`.
const modules = 'server/modules/([^/]+)/';

/**
 * The layers of the web app, lowest first. A folder imports only from lower layers; features of one layer do not import
 * each other.
 */
const webLayers = [
  ['lib', 'messages'],
  ['components'],
  ['features/offline', 'features/pictures', 'features/safety', 'features/uploads'],
  ['features/session'],
  ['features/announcements', 'features/completion', 'features/emoji', 'features/realtime'],
  ['features/members', 'features/notifications'],
  ['features/composer'],
  ['features/feed'],
  [
    'features/boards',
    'features/bookmarks',
    'features/drafts',
    'features/explore',
    'features/hashtags',
    'features/messages',
    'features/muted-words',
    'features/search',
  ],
  ['features/profiles'],
  [
    'features/auth',
    'features/decisions',
    'features/landing',
    'features/settings',
    'features/status',
    'features/transparency',
    'features/welcome',
  ],
  ['features/legal'],
  ['features/frame'],
  ['app'],
];
/** The layers of the admin app. */
const adminLayers = [
  ['lib', 'messages'],
  ['features/sign-in'],
  ['features/frame'],
  ['features/roles'],
  ['features/members'],
  ['features/reports'],
  ['features/system'],
  [
    'features/announcements',
    'features/appeals',
    'features/approvals',
    'features/boards',
    'features/hashtags',
    'features/jobs',
    'features/legal',
    'features/log',
    'features/moderation-log',
    'features/overview',
    'features/registrations',
    'features/rules',
    'features/statistics',
    'features/universities',
  ],
  ['features/campus', 'features/mail'],
  ['app'],
];

/** Rules for an app: from each layer nothing above it; from a feature no other one of its layer; no folder without a layer. */
function layerRules(app, layers) {
  const anyOf = (folders) => `^apps/${app}/(${folders.join('|')})(?:/|$)`;
  const rules = layers.flatMap((folders, index) => {
    const above = layers.slice(index + 1).flat();
    const name = `${app}-${folders[0].split('/').at(-1)}`;
    return [
      ...(above.length === 0
        ? []
        : [
            {
              name: `${name}-imports-nothing-above`,
              comment: `${folders.join(', ')}: a lower layer must work without the layers above it.`,
              severity: 'error',
              from: { path: anyOf(folders) },
              to: { path: anyOf(above) },
            },
          ]),
      ...(folders.length === 1 || index === 0
        ? []
        : [
            {
              name: `${name}-imports-no-sibling`,
              comment: `${folders.join(', ')}: what two of them need belongs in a lower layer.`,
              severity: 'error',
              from: { path: anyOf(folders) },
              to: { path: anyOf(folders), pathNot: `^apps/${app}/$1(?:/|$)` },
            },
          ]),
    ];
  });
  return [
    ...rules,
    {
      name: `${app}-folders-have-a-layer`,
      comment: 'A new feature is added to the layers above, so that its imports are checked.',
      severity: 'error',
      from: { path: `^apps/${app}/.+/`, pathNot: [anyOf(layers.flat()), '/\\.next/|/public/'] },
      to: {},
    },
  ];
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'modules-import-public-api',
      comment: 'A module imports another only through its index.ts; tests also through factory.ts.',
      severity: 'error',
      from: { path: `^${modules}`, pathNot: '\\.test\\.ts$|/factory\\.ts$' },
      to: { path: `^${modules}`, pathNot: [`^server/modules/$1/`, '/index\\.ts$', '/tables\\.ts$'] },
    },
    {
      name: 'platform-imports-no-module',
      severity: 'error',
      from: { path: '^server/platform/', pathNot: '\\.test\\.ts$' },
      to: { path: '^server/(modules|hosts|testing)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sql-only-in-queries',
      severity: 'error',
      from: {
        path: '^server/modules/',
        pathNot: '(queries|tables|visibility)\\.ts$|\\.test\\.ts$|factory\\.ts$',
      },
      to: { path: 'node_modules/kysely', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'routes-import-no-queries',
      severity: 'error',
      from: { path: 'routes\\.ts$' },
      to: { path: 'queries\\.ts$' },
    },
    {
      name: 'services-import-no-http',
      severity: 'error',
      from: { path: 'service\\.ts$' },
      to: { path: 'node_modules/fastify' },
    },
    {
      name: 'native-modules-imported-dynamically',
      comment:
        'Bun runs what the realtime process reaches: binaries made for Node are loaded where they are used, never at import.',
      severity: 'error',
      from: { path: '^server/', pathNot: '\\.test\\.ts$|/factory\\.ts$' },
      to: {
        path: 'node_modules/(@node-rs/argon2|sharp)',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },
    {
      name: 'apps-are-clients',
      severity: 'error',
      from: { path: '^apps/' },
      to: { path: '^(server|database)/' },
    },
    ...layerRules('web', webLayers),
    ...layerRules('admin', adminLayers),
    {
      name: 'ui-imports-no-product',
      severity: 'error',
      from: { path: '^packages/ui/' },
      to: { path: '^packages/(client|react|text)/|^apps/' },
    },
    {
      name: 'protocol-imports-no-workspace',
      comment: 'The server and every client import @chitlaq/protocol, so it depends on none of them.',
      severity: 'error',
      from: { path: '^packages/protocol/' },
      to: { path: '^(server|database|apps|packages)/', pathNot: '^packages/protocol/' },
    },
    {
      name: 'server-imports-no-client',
      comment:
        'What the server shares with its clients is in @chitlaq/protocol and @chitlaq/text; only tests use the client.',
      severity: 'error',
      from: { path: '^(server|database)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/(client|react|ui)/' },
    },
    {
      name: 'packages-are-imported-by-name',
      comment: 'The exports of a package are its public API; a relative path would reach past them.',
      severity: 'error',
      from: { path: '^(server|apps|database|tests|tools|bench)/' },
      to: { path: '^packages/', dependencyTypesNot: ['aliased-workspace'] },
    },
    {
      name: 'packages-import-each-other-by-name',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/', pathNot: '^packages/$1/', dependencyTypesNot: ['aliased-workspace'] },
    },
    {
      name: 'packages-are-declared',
      comment:
        'A package is declared by the workspace that imports it, or by the root for tests and tools; another workspace may drop it.',
      severity: 'error',
      from: { path: '^(server|packages|apps|database|tests|tools|bench)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(server|packages|apps)/' },
      to: { circular: true },
    },
  ],
  options: {
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: [
        '^(server|packages|apps)/.*/(dist|generated)/',
        '^(server|packages)/(dist|generated)/',
        '/\\.next/',
      ],
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
