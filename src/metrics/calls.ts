import type { Handler } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import type { Clock } from "../model/world.js";
import { type Outcome, outcomeOf } from "../wire/outcome.js";
import type { Counter, Counters, Histogram, Histograms, Labels } from "./family.js";

/** Methods with a count of their own; callers may name any, so the rest is `other`. */
const METHODS: ReadonlySet<string> = new Set([
  "tools/call",
  "tools/list",
  "prompts/get",
  "prompts/list",
  "resources/read",
  "resources/list",
  "resources/templates/list",
  "completion/complete",
  "server/discover",
  "tasks/get",
  "tasks/list",
  "tasks/result",
  "tasks/update",
  "tasks/cancel",
]);

/** Where calls are counted. */
export interface CallCounters {
  /** By `method`, `outcome` (`refused`: by the proxy) and `reason`, besides the labels given. */
  readonly calls: Counters;
  /** By `method`, besides the labels given. */
  readonly durations: Histograms;
  readonly clock: Clock;
}

/** The counters of one method at one place, found by their labels once. */
class Cells {
  readonly #parts: CallCounters;
  readonly #labels: Labels;
  readonly #answered = new Map<Outcome, Counter>();
  readonly #refused = new Map<string, Counter>();
  readonly #ok: Counter;
  readonly #duration: Histogram;

  constructor(parts: CallCounters, labels: Labels, durationLabels: Labels) {
    this.#parts = parts;
    this.#labels = labels;
    this.#ok = parts.calls.of({ ...labels, outcome: "ok", reason: "" });
    this.#duration = parts.durations.of(durationLabels);
  }

  answered(answer: Message, started: number): void {
    const outcome = outcomeOf(answer);
    if (outcome === "ok") this.#ok.value++;
    else this.#cell(this.#answered, outcome, { outcome, reason: "" }).value++;
    this.#took(started);
  }

  refused(thrown: unknown, started: number): void {
    const { reason } = ProxyError.from(thrown).row;
    this.#cell(this.#refused, reason, { outcome: "refused", reason }).value++;
    this.#took(started);
  }

  #took(started: number): void {
    this.#duration.observe((this.#parts.clock.monotonic() - started) / 1000);
  }

  #cell<K extends string>(cells: Map<K, Counter>, key: K, more: Labels): Counter {
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = this.#parts.calls.of({ ...this.#labels, ...more });
      cells.set(key, cell);
    }
    return cell;
  }
}

/**
 * Counts calls by method, outcome and duration, under the labels of one place. A duration ends when the answer begins;
 * durations may go by fewer labels.
 */
export function countCalls(next: Handler, parts: CallCounters, labels: Labels, durationLabels = labels): Handler {
  const { clock } = parts;
  const places = new Map<string, Cells>();
  const cellsOf = (method: string): Cells => {
    const named = METHODS.has(method) ? method : "other";
    let cells = places.get(named);
    if (cells === undefined) {
      cells = new Cells(parts, { ...labels, method: named }, { ...durationLabels, method: named });
      places.set(named, cells);
    }
    return cells;
  };
  return (call) => {
    const started = clock.monotonic();
    const method = call.message.method ?? "";
    const cells = places.get(method) ?? cellsOf(method);
    return next(call).then(
      (answer) => {
        cells.answered(answer, started);
        return answer;
      },
      (thrown: unknown) => {
        cells.refused(thrown, started);
        throw thrown;
      },
    );
  };
}

/** The same where the callers of one handler come by several endpoints: `endpoint` is a label of the counts too. */
export function countCallsByEndpoint(next: Handler, parts: CallCounters, labels: Labels): Handler {
  const places = new Map<string, Handler>();
  return (call) => {
    const { endpoint } = call.caller;
    let counted = places.get(endpoint);
    if (counted === undefined) {
      counted = countCalls(next, parts, { endpoint, ...labels }, labels);
      places.set(endpoint, counted);
    }
    return counted(call);
  };
}
