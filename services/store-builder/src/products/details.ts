// What a product of a type promises, checked field by field: whoever sends it reads at each what to write.
import { detailsByType } from '@windsurf/contracts/product-types';
import type { DetailsOf, ProductDetails, Question } from '@windsurf/contracts/product-types';
import {
  bundlePartRefused,
  choicesNeeded,
  detailMissing,
  detailRefused,
  eventEndsEarly,
  eventOver,
  linkRefused,
  numberRefused,
  tipRefused,
} from '@windsurf/contracts/store-problems';
import { LEAST_PRICE, birr } from '@windsurf/money/money';
import { Value } from 'typebox/value';
import { isWebAddress } from '../stores/addresses.ts';
import { checkLength, cleanLine, cleanText } from '../texts/texts.ts';
import type { Findings } from '../texts/texts.ts';

const limits = { question: 120, choice: 60, place: 200, benefit: 120, shop: 60 } as const;
/** experience.md 2.3, BL-14. */
const tips = { least: LEAST_PRICE, most: birr(100_000) };

/** The details as they are kept; what is wrong is added to the findings under `/details`. */
export function acceptDetails(findings: Findings, details: ProductDetails, now: Date): ProductDetails {
  if (!hasShape(findings, details)) return details;
  const accepted = withQuestions(findings, details);
  switch (accepted.type) {
    case 'event-ticket':
      return acceptEvent(findings, accepted, now);
    case 'booking':
      return { ...accepted, placeText: place(findings, accepted.placeText) };
    case 'membership': {
      const benefits = accepted.benefits.map((text, at) =>
        line(findings, text, limits.benefit, `/details/benefits/${at}`),
      );
      return { ...accepted, benefits: benefits.filter((text) => text !== '') };
    }
    case 'tip':
      return acceptTip(findings, accepted);
    case 'bundle':
      if (new Set(accepted.productIds).size !== accepted.productIds.length)
        findings.add(bundlePartRefused, '/details/productIds');
      return accepted;
    case 'affiliate-link': {
      const url = accepted.url.trim();
      if (!leads(url)) findings.add(linkRefused, '/details/url');
      return { ...accepted, url, shop: line(findings, accepted.shop, limits.shop, '/details/shop') };
    }
    default:
      return accepted;
  }
}

/** Names what is missing, unknown or out of its limits; the rules below may then rely on the shape. */
function hasShape(findings: Findings, details: ProductDetails): boolean {
  const errors = Value.Errors(detailsByType[details.type], details);
  const told = new Set<string>();
  for (const { instancePath, keyword, params } of errors) {
    const facts = params as { requiredProperties?: readonly string[]; limit?: unknown };
    const names = keyword === 'required' ? (facts.requiredProperties ?? []) : [''];
    for (const name of names) {
      const pointer = `/details${instancePath}${name === '' ? '' : `/${name}`}`;
      if (told.has(pointer)) continue;
      told.add(pointer);
      if (keyword === 'required' || keyword === 'minItems') findings.add(detailMissing, pointer);
      else if (typeof facts.limit === 'number') findings.add(numberRefused, pointer, { limit: facts.limit });
      else findings.add(detailRefused, pointer);
    }
  }
  return told.size === 0;
}

/** A page of the web, or a number or an address to ask at where the price is not said. */
function leads(url: string): boolean {
  if (/[\s\p{Cc}<>"]/u.test(url)) return false;
  if (/^tel:\+?[0-9][0-9-]{2,20}$/.test(url) || /^mailto:[^@?]+@[^@?]+\.[^@?]+$/.test(url)) return true;
  // As the counter on the way asks for it: what it does not lead to is nobody's to follow.
  return isWebAddress(url);
}

function line(findings: Findings, typed: string, limit: number, pointer: string): string {
  const text = cleanLine(typed);
  checkLength(findings, text, limit, pointer);
  return text;
}

function place(findings: Findings, typed: string): string {
  const text = cleanText(typed);
  checkLength(findings, text, limits.place, '/details/placeText');
  return text;
}

function withQuestions<D extends ProductDetails>(findings: Findings, details: D): D {
  if (details.type === 'affiliate-link' || details.questions === undefined) return details;
  return {
    ...details,
    questions: details.questions.map((one, at) => question(findings, one, `/details/questions/${at}`)),
  };
}

function question(findings: Findings, { text, required, kind, choices }: Question, pointer: string): Question {
  const asked = line(findings, text, limits.question, `${pointer}/text`);
  if (asked === '') findings.add(detailMissing, `${pointer}/text`);
  if (kind === 'text') return { text: asked, required, kind };
  const given = (choices ?? []).map((choice, at) => line(findings, choice, limits.choice, `${pointer}/choices/${at}`));
  const several = [...new Set(given.filter((choice) => choice !== ''))];
  if (several.length < 2) findings.add(choicesNeeded, `${pointer}/choices`);
  return { text: asked, required, kind, choices: several };
}

function acceptEvent(findings: Findings, event: DetailsOf<'event-ticket'>, now: Date): DetailsOf<'event-ticket'> {
  const [starts, ends] = [Date.parse(event.startsAt), Date.parse(event.endsAt)];
  if (Number.isNaN(starts)) findings.add(detailRefused, '/details/startsAt');
  else if (ends <= now.getTime()) findings.add(eventOver, '/details/startsAt');
  if (Number.isNaN(ends)) findings.add(detailRefused, '/details/endsAt');
  else if (ends <= starts) findings.add(eventEndsEarly, '/details/endsAt');
  return { ...event, placeText: place(findings, event.placeText) };
}

function acceptTip(findings: Findings, tip: DetailsOf<'tip'>): DetailsOf<'tip'> {
  const words = { min: String(tip.minSantim / 100), max: '100,000' };
  if (tip.minSantim < tips.least || tip.minSantim > tips.most)
    findings.add(tipRefused, '/details/minSantim', { ...words, min: '1' });
  const wrong = tip.amounts.findIndex(
    (sum, at) => sum < tip.minSantim || sum > tips.most || tip.amounts.indexOf(sum) !== at,
  );
  if (wrong >= 0) findings.add(tipRefused, `/details/amounts/${wrong}`, words);
  return { ...tip, amounts: tip.amounts.toSorted((a, b) => a - b) };
}
