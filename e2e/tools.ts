import { existsSync } from 'node:fs';
import { build, stopBuild } from './build';
import { binaryPath, Recipe, recipes } from './recipe';

/**
 * The path of a real program.
 *
 * @throws When it is not built yet.
 */
export function tool(name: string): string {
  const path = binaryPath(recipeOf(name));
  if (!existsSync(path)) { throw new Error(`${name} is not built: npm run tools`); }
  return path;
}

function recipeOf(name: string): Recipe {
  const recipe = recipes.find((each) => each.name === name);
  if (recipe === undefined) { throw new Error(`no program is called "${name}"; there are ${recipes.map((each) => each.name).join(', ')}`); }
  return recipe;
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--list')) {
    for (const recipe of recipes) {
      console.log(line(recipe, existsSync(binaryPath(recipe)) ? binaryPath(recipe) : 'not built'));
    }
    return;
  }
  for (const recipe of args.length === 0 ? recipes : args.map(recipeOf)) {
    const seconds = await build(recipe);
    console.log(line(recipe, seconds === 0 ? 'cached' : `built in ${Math.ceil(seconds)} s`));
  }
}

function line(recipe: Recipe, what: string): string {
  return `${recipe.name.padEnd(16)} ${recipe.version.padEnd(9)} ${what}`;
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
