// What pages of every service share: their headers, and how a problem looks to a person.
import type { FastifyRequest } from 'fastify';
import { formatMoment } from '@windsurf/calendar/moment';
import { securityHeaders, styleHashes } from '@windsurf/html/page';
import type { Policy } from '@windsurf/html/page';
import { problemPage as drawProblem } from '@windsurf/html/problem-page';
import { say } from '@windsurf/language/phrases';
import type { Language, Phrase } from '@windsurf/language/phrases';
import { common } from '@windsurf/language/words-common';
import type { RenderedPage } from './app.ts';
import type { ProblemBody } from './problems.ts';

export type PageAction = { readonly href: string; readonly label: Phrase };

/** A document that is nobody else's business: never cached, with the strict policy. */
export function privatePage(
  html: string,
  policy: Omit<Policy, 'styleHashes'> = {},
  status = 200,
): RenderedPage & { status: number } {
  const headers = { ...securityHeaders({ styleHashes: styleHashes(html), ...policy }), 'cache-control': 'no-store' };
  return { html, headers, status };
}

/** Where a reader may try again. An address that begins with two slashes would lead to another host. */
const pathOf = (request: FastifyRequest): string =>
  request.method === 'GET' && !/^\/[/\\]/.test(request.url) ? request.url : '/';

/** Problems as pages. `actionsFor` says what can be done; the first one is the button. */
export function problemPages(
  actionsFor: (problem: ProblemBody) => readonly PageAction[],
): (problem: ProblemBody, lang: Language, request: FastifyRequest) => RenderedPage {
  return (problem, lang, request) => {
    const now = new Date();
    const path = pathOf(request);
    const retry: PageAction = { href: path, label: common.tryAgain };
    const actions = actionsFor(problem);
    return privatePage(
      drawProblem({
        lang,
        status: problem.status,
        title: problem.detail,
        actions: (actions.length > 0 ? actions : [retry]).map((a) => ({ href: a.href, label: say(a.label, lang) })),
        requestId: problem.requestId,
        time: { iso: now.toISOString(), text: formatMoment(now, lang, 'short') },
        path,
      }),
    );
  };
}
