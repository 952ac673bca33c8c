// Something whose time is measured, never asserted.
export interface Measured {
  readonly name: string;
  /** What the product asks for, in words; empty where it asks for nothing. */
  readonly target: string;
  readonly run: () => void;
}
