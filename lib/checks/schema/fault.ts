import { Problem } from '../finding';
import { Located } from '../located';

/** What is wrong with an object by its schema, and which check says so. */
export interface Fault {
  readonly check: 'field' | 'required' | 'value' | 'exactly-one';
  readonly at: Located;
  readonly problem: Problem;
}
