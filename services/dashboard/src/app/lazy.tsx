// A screen whose code arrives when it is first opened. A part that does not arrive says so and can be asked for again.
import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { dashboardWords as words } from '@windsurf/language/words-dashboard';
import { ApiProblem } from '../api-problem.ts';
import { Failed, Waiting } from '../parts/states.tsx';
import { tr } from '../words.ts';
import { Screen } from './screen.tsx';

type Frame = ComponentType<{ children: ComponentChildren }>;
const WholeScreen: Frame = ({ children }) => <Screen title={tr(words.brand)}>{children}</Screen>;

/** @param Around what stands around the words of waiting; a whole screen unless told */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Around: Frame = WholeScreen,
): ComponentType<P> {
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
      <Around>
        {failed ? <Failed problem={new ApiProblem({ status: 0, title: 'no-network' })} retry={ask} /> : <Waiting />}
      </Around>
    );
  };
}
