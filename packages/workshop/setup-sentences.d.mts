export function sentenceFor(text: string, place: { root: string; again: string }): string;
