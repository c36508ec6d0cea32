import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HELP } from '../../lib/cli/command-line';
import { Project } from './project';

describe('canary-alerting', () => {
  test('--help is what was asked for', async () => {
    expect(await new Project().run('--help')).toEqual({ code: 0, out: HELP, err: '' });
  });

  test('--version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
    expect(await new Project().run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  test('a wrong command line ends with 2 and says so on stderr', async () => {
    expect(await new Project().run('sinth')).toEqual({
      code: 2, out: '', err: 'There is no command "sinth". Did you mean synth?\nSee canary-alerting --help.\n',
    });
  });
});
