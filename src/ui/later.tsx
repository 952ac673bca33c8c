// Components whose code comes after the first picture. Nothing stands in their place until they are there; once
// there, they are drawn at once. (React's own lazy holds back what arrives shortly after a fallback was shown.)
import { type ComponentType, useEffect, useState } from 'react';
import { track } from './idle.ts';

export function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  const arrival = (): Promise<ComponentType<P>> =>
    track(
      load().then((component) => {
        loaded = component;
        return component;
      }),
    );
  return function Later(props: P) {
    const [Component, setComponent] = useState(() => loaded);
    useEffect(() => {
      if (Component !== null) return undefined;
      let wanted = true;
      void arrival().then((component) => wanted && setComponent(() => component));
      return () => {
        wanted = false;
      };
    }, [Component]);
    return Component === null ? null : <Component {...props} />;
  };
}
