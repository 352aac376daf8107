import { Sentence } from './sentence.ts';
export const newCommand = async (args: string[]): Promise<number> => {
  throw new Sentence(`new ${args.join(' ')}`);
};
