// A screen whose code arrives when it is first opened. A part that does not arrive says so and can be asked for again.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { dashboardWords as words } from '@windsurf/language/words-dashboard';
import { ApiProblem } from '../api-problem.ts';
import { Failed, Waiting } from '../parts/states.tsx';
import { tr } from '../words.ts';
import { Screen } from './screen.tsx';

export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    const [, draw] = useState(0);
    const [failed, setFailed] = useState(false);
    const ask = (): void => {
      setFailed(false);
      load().then(
        (component) => {
          loaded = component;
          draw((n) => n + 1);
        },
        () => setFailed(true),
      );
    };
    useEffect(() => {
      if (loaded === undefined) ask();
    }, []);
    const Loaded = loaded;
    if (Loaded !== undefined) return <Loaded {...props} />;
    return (
      <Screen title={tr(words.brand)}>
        {failed ? <Failed problem={new ApiProblem({ status: 0, title: 'no-network' })} retry={ask} /> : <Waiting />}
      </Screen>
    );
  };
}
