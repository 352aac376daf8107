import type { FastifyInstance } from 'fastify';
import { readRails } from '@windsurf/contracts/payments-follow';
import { say } from '@windsurf/language/phrases';
import { route } from '@windsurf/service-kit/route';
import type { Deps } from '../deps.ts';
import { railWords } from '../rails/registry.ts';
import { railsByWeather, weatherSays } from './weather.ts';

const windowOf = (answered: number, silent: number, confirmSeconds: number | null) => ({
  attempts: answered + silent,
  answeredPercent: answered + silent === 0 ? null : Math.round((100 * answered) / (answered + silent)),
  confirmSeconds,
});

export function weatherRoutes(app: FastifyInstance, deps: Deps): void {
  route(app, readRails, async ({ lang, reply }) => {
    const rails = await railsByWeather(deps);
    reply.header('cache-control', 'public, max-age=15');
    reply.header('vary', 'accept-language');
    return {
      at: deps.clock.now().toISOString(),
      rails: rails.map((one) => {
        const { rail, state, counts } = one;
        const own = railWords(rail.name);
        return {
          rail: rail.name,
          name: own ? say(own.name, lang) : rail.name,
          pay: rail.capabilities.pay,
          state,
          says: weatherSays(one, lang) ?? null,
          last15: windowOf(counts.answered15, counts.silent15, counts.seconds15),
          last60: windowOf(counts.answered60, counts.silent60, counts.seconds60),
        };
      }),
    };
  });
}
