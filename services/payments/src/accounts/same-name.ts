// Whether two names are one person's. People leave out a grandfather, write fathers' names short and mix cases; what two
// alphabets say is not compared: a person looks.
import { fold } from '@windsurf/language/fold';

const words = (name: string): string[] =>
  fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
const isEthiopic = (name: string): boolean => /\p{Script=Ethiopic}/u.test(name);

/** `same`: at least two names of one are the first names of the other. `unclear`: two alphabets, or one name alone. */
export function compareNames(a: string, b: string): 'same' | 'differs' | 'unclear' {
  if (isEthiopic(a) !== isEthiopic(b)) return 'unclear';
  const [one, other] = [words(a), words(b)].toSorted((x, y) => x.length - y.length);
  if (one === undefined || other === undefined || one.length === 0) return 'unclear';
  const agree = one.every((word, at) => word === other[at]);
  if (!agree) return 'differs';
  return one.length >= 2 || other.length === 1 ? 'same' : 'unclear';
}
