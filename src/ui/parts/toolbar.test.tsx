import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { Menu, MenuItem } from './Menu.tsx';
import { Toolbar } from './Toolbar.tsx';

afterEach(cleanup);

const Bar = ({ buttons }: { readonly buttons: readonly string[] }) => (
  <Toolbar label="View">
    {buttons.map((name) => (
      <button key={name} type="button">
        {name}
      </button>
    ))}
    <button type="button" disabled>
      never
    </button>
    <Menu
      label="More"
      trigger={(props) => (
        <button type="button" {...props}>
          more
        </button>
      )}
    >
      <MenuItem onSelect={() => undefined}>item</MenuItem>
    </Menu>
  </Toolbar>
);

const button = (name: string): HTMLElement => screen.getByRole('button', { name });
const stops = (): string[] =>
  screen
    .getAllByRole('button')
    .filter((one) => !(one as HTMLButtonElement).disabled && one.tabIndex === 0)
    .map((one) => one.textContent);
const press = (key: string): void => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key });
};
const focused = (): string | null | undefined => document.activeElement?.textContent;

test('the arrow keys go round, past what is disabled, and Home and End to the ends', () => {
  render(<Bar buttons={['out', 'in']} />);
  button('out').focus();
  const went = ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'Home', 'End'].map((key) => {
    press(key);
    return focused();
  });
  expect(went).toEqual(['in', 'more', 'out', 'more', 'out', 'more']);
});

test('Tab comes in where the focus was last', () => {
  render(<Bar buttons={['out', 'in']} />);
  expect(stops()).toEqual(['out']);
  button('in').focus();
  button('in').blur();
  expect(stops()).toEqual(['in']);
});

test('there is a stop also when the last one has gone', () => {
  const { rerender } = render(<Bar buttons={['out', 'in']} />);
  button('in').focus();
  rerender(<Bar buttons={['out']} />);
  expect(stops()).toEqual(['out']);
});
