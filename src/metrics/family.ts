/** Names and values of labels; every value is one the file or this program knows, never a caller's text. */
export type Labels = Readonly<Record<string, string>>;

/** What is measured under one name, in the text format 0.0.4 of Prometheus. */
export interface Family {
  readonly name: string;
  /** Adds its lines, without line breaks: `# HELP`, `# TYPE`, then the samples. */
  write(lines: string[]): void;
}

/** A number that only grows. */
export interface Counter {
  value: number;
}

/** Counters of one name, by their labels. */
export interface Counters extends Family {
  /** The counter with these labels, made on first use. Keep it: that spells its labels once. */
  of(labels: Labels): Counter;
}

/** How often something took how long. */
export interface Histogram {
  observe(seconds: number): void;
}

/** Histograms of one name, by their labels. */
export interface Histograms extends Family {
  of(labels: Labels): Histogram;
}

/** Upper bounds for durations, in seconds: from a tool in the same house to one that thinks for a minute. */
export const SECONDS: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
];

/** Labels as they stand behind a name, escaped: `{a="b",c="d"}`; nothing when there are none. */
export function spelled(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n" };

function escaped(value: string): string {
  return value.replace(/[\\"\n]/g, (char) => ESCAPES[char] as string);
}

function head(lines: string[], name: string, help: string, type: string): void {
  lines.push(`# HELP ${name} ${help.replace(/[\\\n]/g, (char) => ESCAPES[char] as string)}`, `# TYPE ${name} ${type}`);
}

/** Counters that start at nothing. `name` ends in `_total`. */
export function counters(name: string, help: string): Counters {
  const all = new Map<string, Counter>();
  return {
    name,
    of(labels) {
      const key = spelled(labels);
      let counter = all.get(key);
      if (counter === undefined) {
        counter = { value: 0 };
        all.set(key, counter);
      }
      return counter;
    },
    write(lines) {
      head(lines, name, help, "counter");
      for (const [labels, { value }] of all) lines.push(`${name}${labels} ${value}`);
    },
  };
}

/** Values that are read when somebody asks: gauges, or counters that are kept elsewhere. */
export function readings(
  name: string,
  help: string,
  type: "gauge" | "counter",
  read: () => Iterable<readonly [Labels, number]>,
): Family {
  return {
    name,
    write(lines) {
      head(lines, name, help, type);
      for (const [labels, value] of read()) lines.push(`${name}${spelled(labels)} ${value}`);
    },
  };
}

/** Histograms with the bounds of `SECONDS`. */
export function histograms(name: string, help: string): Histograms {
  const all = new Map<string, Buckets>();
  return {
    name,
    of(labels) {
      const key = spelled(labels);
      let found = all.get(key);
      if (found === undefined) {
        found = new Buckets(name, labels);
        all.set(key, found);
      }
      return found;
    },
    write(lines) {
      head(lines, name, help, "histogram");
      for (const buckets of all.values()) buckets.write(lines);
    },
  };
}

/** Counts per bucket; they are added up when somebody reads them, not when something is counted. */
class Buckets implements Histogram {
  readonly #counts = new Float64Array(SECONDS.length + 1);
  readonly #lines: readonly string[];
  readonly #sumLine: string;
  readonly #countLine: string;
  #sum = 0;

  constructor(name: string, labels: Labels) {
    this.#lines = [...SECONDS.map(String), "+Inf"].map((le) => `${name}_bucket${spelled({ ...labels, le })}`);
    this.#sumLine = `${name}_sum${spelled(labels)}`;
    this.#countLine = `${name}_count${spelled(labels)}`;
  }

  observe(seconds: number): void {
    let at = 0;
    while (at < SECONDS.length && seconds > (SECONDS[at] as number)) at++;
    (this.#counts[at] as number)++;
    this.#sum += seconds;
  }

  write(lines: string[]): void {
    let below = 0;
    for (let i = 0; i < this.#lines.length; i++) {
      below += this.#counts[i] as number;
      lines.push(`${this.#lines[i]} ${below}`);
    }
    lines.push(`${this.#sumLine} ${this.#sum}`, `${this.#countLine} ${below}`);
  }
}
