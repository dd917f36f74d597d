import type { Effort, Row } from "./compare.js";
import type { Programs } from "./launch.js";

/** One figure to hold: a real configuration under a real load. */
export interface Scenario {
  /** As the figures are named: `P1` … */
  readonly id: string;
  readonly title: string;
  run(bench: { readonly built: Programs; readonly effort: Effort }): Promise<readonly Row[]>;
}
