import { Check } from '../check';
import { file } from './file';
import { placeholder } from './placeholder';
import { plain } from './plain';

/** The checks of the family `secret`. */
export const SECRET: readonly Check[] = [plain, placeholder, file];
