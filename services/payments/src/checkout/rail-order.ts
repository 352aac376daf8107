// In which order the ways to pay are offered.
import type { Deps } from '../deps.ts';
import { railsByWeather } from '../weather/weather.ts';
import type { RailWeather } from '../weather/weather.ts';

/** The rails as a buyer sees them, the best choice first, each with how it does now. Apps of wallets have their own page. */
export const railOrder = async (deps: Deps): Promise<readonly RailWeather[]> =>
  (await railsByWeather(deps)).filter(({ rail }) => !rail.capabilities.inApp);
