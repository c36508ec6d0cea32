import { existsSync } from 'node:fs';
import { build, stopBuild } from './build';
import { binaryPath, groups, Recipe, recipes } from './recipe';

/**
 * The path of a real program.
 *
 * @throws When it is not built yet.
 */
export function tool(name: string): string {
  const path = binaryPath(recipeOf(name));
  if (!existsSync(path)) { throw new Error(`${name} is not built: npm run tools -- ${name}`); }
  return path;
}

function recipeOf(name: string): Recipe {
  const recipe = recipes.find((each) => each.name === name);
  if (recipe === undefined) {
    throw new Error(`no program is called "${name}"; there are ${recipes.map((each) => each.name).join(', ')}, and the groups ${Object.keys(groups).join(', ')}`);
  }
  return recipe;
}

/** The group that `npm run tools` builds when it is told nothing: what `npm run test:real` runs. */
const DEFAULT = 'real';

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--list')) {
    for (const recipe of recipes) {
      console.log(line(recipe, existsSync(binaryPath(recipe)) ? binaryPath(recipe) : 'not built'));
    }
    return;
  }
  const wanted = [...new Set((args.length === 0 ? [DEFAULT] : args).flatMap((name) => groups[name] ?? [name]))].map(recipeOf);
  for (const [index, recipe] of wanted.entries()) {
    const seconds = await build(recipe, `${index + 1} of ${wanted.length}`);
    console.log(line(recipe, seconds === 0 ? 'cached' : `built in ${Math.ceil(seconds)} s`));
  }
}

function line(recipe: Recipe, what: string): string {
  return `${recipe.name.padEnd(24)} ${recipe.version.padEnd(9)} ${what}`;
}

if (require.main === module) {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => { stopBuild(); process.exit(1); });
  }
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
