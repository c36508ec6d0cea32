import { parseCommandLine, WrongUsage } from '../../lib/cli/command-line';

describe('parseCommandLine', () => {
  test.each([
    ['synth alone', ['synth'], { name: 'synth', options: { quiet: false } }],
    ['long options', ['synth', '--output', 'out', '--app', 'node app.js', '--quiet'], { name: 'synth', options: { output: 'out', app: 'node app.js', quiet: true } }],
    ['short options', ['synth', '-o', 'out', '-a', 'node app.js', '-q'], { name: 'synth', options: { output: 'out', app: 'node app.js', quiet: true } }],
    ['an option before the command', ['--output=out', 'synth'], { name: 'synth', options: { output: 'out', quiet: false } }],
    ['help', ['help'], { name: 'help' }],
    ['--help of a command', ['synth', '--help'], { name: 'help' }],
    ['--version', ['--version'], { name: 'version' }],
  ])('understands %s', (_, args, command) => {
    expect(parseCommandLine(args)).toEqual(command);
  });

  test.each([
    ['nothing', [], 'No command is given. There is one: synth.'],
    ['an unknown command', ['deploy'], 'There is no command "deploy".'],
    ['a misspelt command', ['sinth'], 'There is no command "sinth". Did you mean synth?'],
    ['a misspelt option', ['synth', '--outptu', 'x'], 'There is no option --outptu. Did you mean --output?'],
    ['an unknown short option', ['synth', '-x'], 'There is no option -x.'],
    ['an option without its value', ['synth', '--output'], 'Option \'-o, --output <value>\' argument missing.'],
    ['an empty value', ['synth', '--app', ' '], '--app is empty.'],
    ['an argument too many', ['synth', 'out'], 'synth takes no argument: "out".'],
  ])('refuses %s', (_, args, message) => {
    expect(() => parseCommandLine(args)).toThrow(new WrongUsage(message));
  });
});
