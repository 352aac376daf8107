import { Sentence } from './sentence.ts';
export const dev = async (args: string[]): Promise<number> => {
  throw new Sentence(`dev ${args.join(' ')}`);
};
