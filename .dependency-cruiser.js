import { readFileSync } from 'node:fs';

const TESTS = '[.]test[.]ts$|/testing/';

/** What a slice of core offers to the others is what the package offers to the world: the files its entry names. */
const publicFilesOfCore = [
  ...readFileSync(new URL('core/src/index.ts', import.meta.url), 'utf8').matchAll(/from '\.\/(.+)\.js'/g),
].map(([, file]) => `^core/src/${file}[.]ts$`);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one concept in two places, or a concept without a home.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'A name that cannot be found fails only when it is run.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '/dist/|^virtual:' },
    },
    {
      name: 'core-knows-no-server',
      comment:
        'The rules must run in a browser, a server and a command line alike, so they know none of them.',
      severity: 'error',
      from: { path: '^core/' },
      to: { path: '^(server|console|bench|e2e|scripts|docs)/' },
    },
    {
      name: 'core-does-no-input-or-output',
      comment: 'A decision that reads no file, clock or network can be tested and explained on its own.',
      severity: 'error',
      from: { path: '^core/src/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-depends-on-zod-alone',
      comment: 'Everything else in core would be carried into every browser and every audit of the rules.',
      severity: 'error',
      from: { path: '^core/src/', pathNot: TESTS },
      to: { path: '(^|/)node_modules/', pathNot: '(^|/)node_modules/zod/' },
    },
    {
      name: 'core-slice-through-its-public-files',
      comment:
        'A slice may be rearranged inside without its neighbours noticing: they see the files that core/src/index.ts names.',
      severity: 'error',
      from: { path: '^core/src/([^/]+)/', pathNot: TESTS },
      to: { path: '^core/src/[^/]+/', pathNot: ['^core/src/$1/', ...publicFilesOfCore] },
    },
    {
      name: 'no-way-back-to-the-entry',
      comment:
        'The entry names the slices; a slice that imports the entry imports everything, itself included.',
      severity: 'error',
      from: { path: '^core/src/.+/', pathNot: TESTS },
      to: { path: '^core/src/index[.]ts$' },
    },
    {
      name: 'server-uses-the-entry-of-core',
      comment: 'One door into the rules keeps what is public in core known.',
      severity: 'error',
      from: { path: '^(server|bench|e2e)/' },
      to: { path: '^core/src/', pathNot: '^core/src/index[.]ts$' },
    },
    {
      name: 'server-slice-through-its-service',
      comment:
        'A slice offers use cases, not its insides: service.ts is the file that stays when the rest changes.',
      severity: 'error',
      from: { path: '^server/src/([^/]+)/', pathNot: [TESTS, '^server/src/platform/'] },
      to: {
        path: '^server/src/[^/]+/',
        pathNot: ['^server/src/$1/', '^server/src/[^/]+/service[.]ts$', '^server/src/platform/'],
      },
    },
    {
      name: 'platform-knows-no-slice',
      comment:
        'A mechanism that knows a feature cannot be used by the next. Only the schema names the slices, by their tables.',
      severity: 'error',
      from: { path: '^server/src/platform/', pathNot: [TESTS, '^server/src/platform/database/schema[.]ts$'] },
      to: { path: '^server/src/', pathNot: '^server/src/platform/' },
    },
    {
      name: 'schema-names-tables-alone',
      comment: 'The schema is the list of tables; anything more would tie every query to every slice.',
      severity: 'error',
      from: { path: '^server/src/platform/database/schema[.]ts$' },
      to: { path: '^server/src/', pathNot: ['^server/src/platform/', '^server/src/[^/]+/table[.]ts$'] },
    },
    {
      name: 'query-builder-in-queries-alone',
      comment: 'SQL is found, tested and tuned in one file of each slice.',
      severity: 'error',
      from: {
        path: '^server/src/',
        pathNot: [TESTS, '^server/src/platform/database/', '[-/]queries[.]ts$', '/table[.]ts$'],
      },
      to: { path: '(^|/)node_modules/(kysely|pg|pg-copy-streams|@electric-sql)/' },
    },
    {
      name: 'web-framework-in-api-and-portal-alone',
      comment: 'A use case that knows HTTP cannot be called from the command line or a job.',
      severity: 'error',
      from: {
        path: '^server/src/',
        pathNot: [
          TESTS,
          '^server/src/platform/(http|portal)/',
          // A paper as html is escaped by the same template as the pages; it answers no request.
          '^server/src/platform/rendering/html',
          '[-/]api[.]ts$',
          '[-/](portal|page|pages)[.]ts$',
        ],
      },
      to: { path: '(^|/)node_modules/(hono|@hono|@fastify)/' },
    },
    {
      name: 'nothing-below-knows-the-command-line',
      comment:
        'The command line stands on top: what it offers can then be offered by a page or an API as well.',
      severity: 'error',
      from: { path: '^server/src/[^/]+/', pathNot: [TESTS, '^server/src/cli/'] },
      to: { path: '^server/src/cli([.]ts$|/)' },
    },
    {
      name: 'console-imports-core-alone',
      comment:
        'The console speaks with the server through the JSON API only; what both need is in core, behind its one door.',
      severity: 'error',
      from: { path: '^console/' },
      to: {
        path: '^(core|server|bench|e2e|scripts|docs)/',
        pathNot: '^core/(src/index[.]ts|dist/index[.](js|d[.]ts))$',
      },
    },
    {
      name: 'server-knows-no-console',
      comment: 'The server hands out the built files and knows nothing of how they were made.',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^console/' },
    },
    {
      name: 'charts-where-they-are-drawn',
      comment:
        'The chart library is larger than all pages together: only the file loaded with a chart may name it.',
      severity: 'error',
      from: { path: '^console/src/', pathNot: '^console/src/ui/Chart[.]tsx$' },
      to: { path: '(^|/)node_modules/echarts/' },
    },
    {
      name: 'no-test-in-production',
      comment: 'What only a test needs is not installed where the software runs.',
      severity: 'error',
      from: { path: '^(core|server|console)/src/', pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'no-development-package-in-production',
      comment: 'Packages for development are not installed where the software runs.',
      severity: 'error',
      from: { path: '^(core|server)/src/', pathNot: TESTS },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules'] },
    exclude: { path: '^(core|server|console)/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
