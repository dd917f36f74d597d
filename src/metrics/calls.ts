import type { Observer } from "../base/observed-calls.js";
import type { Call } from "../model/call.js";
import { ProxyError } from "../model/errors.js";
import type { Message } from "../model/message.js";
import { clientRequest, isListed } from "../model/method-fates.js";
import { type Outcome, outcomeOf } from "../wire/outcome.js";
import type { Counter, Counters, Histogram, Histograms, Labels } from "./family.js";

/** Where calls are counted. */
export interface CallCounters {
  /** By `method`, `outcome` (`refused`: by the proxy) and `reason`, besides the labels given. */
  readonly calls: Counters;
  /** By `method`, besides the labels given. */
  readonly durations: Histograms;
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

  answered(answer: Message, ms: number): void {
    const outcome = outcomeOf(answer);
    if (outcome === "ok") this.#ok.value++;
    else this.#cell(this.#answered, outcome, { outcome, reason: "" }).value++;
    this.#duration.observe(ms / 1000);
  }

  refused(thrown: unknown, ms: number): void {
    const { reason } = ProxyError.from(thrown).row;
    this.#cell(this.#refused, reason, { outcome: "refused", reason }).value++;
    this.#duration.observe(ms / 1000);
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

/** Counts calls by method, outcome and duration, under the labels of one place; durations may go by fewer labels. */
export function countCalls(parts: CallCounters, labels: Labels, durationLabels = labels): Observer {
  const places = new Map<string, Cells>();
  const cellsOf = (call: Call): Cells => {
    const method = call.message.method ?? "";
    const known = places.get(method);
    if (known !== undefined) return known;
    const named = clientRequest(method) === undefined ? "other" : method;
    let cells = places.get(named);
    if (cells === undefined) {
      cells = new Cells(parts, { ...labels, method: named }, { ...durationLabels, method: named });
      places.set(named, cells);
    }
    return cells;
  };
  return {
    answered: (call, answer, _at, ms) => cellsOf(call).answered(answer, ms),
    refused: (call, thrown, _at, ms) => cellsOf(call).refused(thrown, ms),
  };
}

/** Counts the messages that never became calls, under the labels of one place. */
export function countRefused(into: Counters, labels: Labels): Pick<Observer, "dropped"> {
  return {
    dropped(_caller, { kind, method }) {
      into.of({ ...labels, kind, method: method !== undefined && isListed(method) ? method : "other" }).value++;
    },
  };
}

/** The same where callers come by several endpoints: `endpoint` is a label of the counts too. */
export function countCallsByEndpoint(parts: CallCounters, labels: Labels): Observer {
  const places = new Map<string, Observer>();
  const of = ({ caller: { endpoint } }: Call): Observer => {
    let place = places.get(endpoint);
    if (place === undefined) {
      place = countCalls(parts, { endpoint, ...labels }, labels);
      places.set(endpoint, place);
    }
    return place;
  };
  return {
    answered: (call, answer, at, ms) => of(call).answered(call, answer, at, ms),
    refused: (call, thrown, at, ms) => of(call).refused(call, thrown, at, ms),
  };
}
