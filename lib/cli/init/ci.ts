import { stringify } from 'yaml';
import { Answers } from './answers';

const COMMANDS = [
  'npm ci',
  'npm run types',
  'npm test',
  'npm run synth',
  'npm run check',
  // `git ls-files` tells a dist/ that is ignored from one that is up to date.
  'test -n "$(git ls-files dist)"',
  'test -z "$(git status --porcelain dist)" || { git status --short dist; exit 1; }',
];

const WHY = '# dist/ is what the program makes, nothing in it is wrong, and its test passes.\n';

/** The CI job, by its place in the repository; undefined where there is none. */
export function ciFile({ ci, path }: Answers): { readonly path: string; readonly content: string } | undefined {
  if (ci === 'none') { return undefined; }
  const within = path === '.' ? {} : { paths: [`${path}/**`] };
  if (ci === 'gitlab') {
    return {
      path: '.gitlab-ci.yml',
      content: WHY + stringify({ 'canary-alerting': { image: 'node:22', ...(path !== '.' && { rules: [{ changes: within.paths }] }), script: [...(path === '.' ? [] : [`cd ${path}`]), ...COMMANDS] } }, { lineWidth: 0 }),
    };
  }
  return {
    path: '.github/workflows/canary-alerting.yml',
    content: WHY + stringify({
      name: 'canary-alerting',
      on: path === '.' ? ['push', 'pull_request'] : { push: within, pull_request: within },
      permissions: { contents: 'read' },
      jobs: {
        'dist': {
          'runs-on': 'ubuntu-latest',
          ...(path !== '.' && { defaults: { run: { 'working-directory': path } } }),
          'steps': [
            { uses: 'actions/checkout@v4' },
            { uses: 'actions/setup-node@v4', with: { 'node-version': 22 } },
            ...COMMANDS.map((run) => ({ run })),
          ],
        },
      },
    }, { lineWidth: 0 }),
  };
}
