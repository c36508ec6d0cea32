import { parseCommandLine } from '../../lib/cli/command-line';
import { WrongUsage } from '../../lib/cli/wrong-usage';

describe('parseCommandLine', () => {
  test.each([
    ['synth alone', ['synth'], { name: 'synth', options: { quiet: false, failOn: 'error' } }],
    ['long options', ['synth', '--output', 'out', '--app', 'node app.js', '--quiet'], { name: 'synth', options: { output: 'out', app: 'node app.js', quiet: true, failOn: 'error' } }],
    ['short options', ['synth', '-o', 'out', '-a', 'node app.js', '-q'], { name: 'synth', options: { output: 'out', app: 'node app.js', quiet: true, failOn: 'error' } }],
    ['an option before the command', ['--output=out', 'synth'], { name: 'synth', options: { output: 'out', quiet: false, failOn: 'error' } }],
    ['synth with another promise', ['synth', '--promise', '10m'], { name: 'synth', options: { quiet: false, failOn: 'error', promise: '10m' } }],
    ['synth without checks', ['synth', '--no-check'], { name: 'synth', options: { quiet: false } }],
    ['synth with another threshold', ['synth', '--fail-on', 'warning'], { name: 'synth', options: { quiet: false, failOn: 'warning' } }],
    ['check alone', ['check'], { name: 'check', paths: [], format: 'text', failOn: 'error', noCrossNamespaceRefs: false, list: false }],
    ['check with all its options', [
      'check', 'a', '-', '-f', 'json', '--fail-on', 'never', '--only', 'promql,routing/dead', '--only', 'flux', '--promise', '1m', '--selector', 'release=kps,team=a', '--selector', 'x=',
      '--scrape-interval', '15s', '--honor-labels', '--no-cross-namespace-refs', '--list', '--explain-check', 'yaml/parse',
    ], {
      name: 'check', paths: ['a', '-'], format: 'json', failOn: 'never', only: ['promql', 'routing/dead', 'flux'], promise: '1m', selector: { release: 'kps', team: 'a', x: '' },
      scrapeInterval: '15s', honorLabels: true, noCrossNamespaceRefs: true, list: true, page: 'yaml/parse',
    }],
    ['--help of check', ['check', '-h'], { name: 'help', of: 'check' }],
    ['help check', ['help', 'check'], { name: 'help', of: 'check' }],
    ['help', ['help'], { name: 'help' }],
    ['--help of a command', ['synth', '--help'], { name: 'help' }],
    ['--version', ['--version'], { name: 'version' }],
  ])('understands %s', (_, args, command) => {
    expect(parseCommandLine(args)).toEqual(command);
  });

  test.each([
    ['nothing', [], 'No command is given. There are five: synth, check, explain, drill and init.'],
    ['an unknown command', ['deploy'], 'There is no command "deploy".'],
    ['a misspelt command', ['sinth'], 'There is no command "sinth". Did you mean synth?'],
    ['a misspelt option', ['synth', '--outptu', 'x'], 'There is no option --outptu. Did you mean --output?'],
    ['an unknown short option', ['synth', '-x'], 'There is no option -x.'],
    ['an option without its value', ['synth', '--output'], 'Option \'-o, --output <value>\' argument missing.'],
    ['an empty value', ['synth', '--app', ' '], '--app is empty.'],
    ['an option of check', ['synth', '--only', 'flux'], 'synth has no option --only.'],
    ['two options that exclude each other', ['synth', '--no-check', '--fail-on', 'info'], '--fail-on and --no-check exclude each other.'],
    ['an argument too many', ['synth', 'out'], 'synth takes no argument: "out".'],
  ])('refuses %s', (_, args, message) => {
    expect(() => parseCommandLine(args)).toThrow(new WrongUsage(message));
  });
});
