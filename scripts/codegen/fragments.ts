import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A JSON Schema node of `schema/`, with the conventions of schema/README.md. */
export interface Node {
  [keyword: string]: unknown;
  $ref?: string;
  title?: string;
  type?: string | string[];
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
  items?: Node;
  required?: string[];
}

/** A definition that is one of the fragments in a folder. */
export interface Union {
  readonly name: string;
  readonly description: string;
  /** The key that says which fragment is meant; undefined: each fragment is known by a key only it has. */
  readonly tag: string | undefined;
  readonly branches: readonly { readonly value: string; readonly definition: string; readonly present: string }[];
}

/** Everything `schema/` says: the root, and what it reaches, by title. References read `#/definitions/Title`. */
export interface Fragments {
  readonly root: Node;
  readonly definitions: Map<string, Node>;
  readonly unions: Map<string, Union>;
}

const pascal = (folder: string) =>
  folder.replace(/(?:^|[-/])([a-z])/g, (_, letter: string) => letter.toUpperCase()).replace(/[^A-Za-z0-9]/g, "");

/** Reads `schema/` from the root file on. Throws when a fragment breaks a convention. */
export function readFragments(folder: string): Fragments {
  const definitions = new Map<string, Node>();
  const unions = new Map<string, Union>();
  const titles = new Map<string, string>();

  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Node;

  function define(file: string, tag?: { key: string; value: string }): string {
    const node = read(file);
    const title = node.title;
    if (title === undefined) throw new Error(`schema/${file}: a fragment needs a title`);
    const known = titles.get(title);
    if (known !== undefined && known !== file) throw new Error(`schema/${file}: ${known} has the same title`);
    if (known === undefined) {
      titles.set(title, file);
      definitions.set(title, {});
      if (tag !== undefined) tagged(node, tag.key, tag.value);
      definitions.set(title, resolve(node, file));
    }
    return title;
  }

  function tagged(node: Node, key: string, value: string): void {
    node.properties = { [key]: { description: node.description, const: value }, ...node.properties };
    node.required = [key, ...(node.required ?? [])];
  }

  function union(ref: string, tag: string | undefined): string {
    const name = pascal(ref.slice(0, -1));
    if (unions.has(name)) return name;
    const files = readdirSync(join(folder, ref))
      .filter((file) => file.endsWith(".json"))
      .sort();
    const entry = {
      name,
      description: "",
      tag,
      branches: [] as { value: string; definition: string; present: string }[],
    };
    unions.set(name, entry);
    for (const file of files) {
      const value = file.slice(0, -".json".length);
      const present = read(ref + file)["x-present"];
      if ((tag === undefined) !== (typeof present === "string"))
        throw new Error(`schema/${ref}${file}: needs x-present, or its reference x-tag`);
      const definition = define(ref + file, tag === undefined ? undefined : { key: tag, value });
      entry.branches.push({ value, definition, present: String(present) });
    }
    return name;
  }

  function resolve(node: Node, where: string): Node {
    const out: Node = { ...node };
    if (typeof out["x-include"] === "string") {
      const shared = read(out["x-include"]);
      out.properties = { ...out.properties, ...shared.properties };
      delete out["x-include"];
    }
    if (out.$ref !== undefined) {
      const name = out.$ref.endsWith("/") ? union(out.$ref, out["x-tag"] as string | undefined) : define(out.$ref);
      out.$ref = `#/definitions/${name}`;
      delete out["x-tag"];
    }
    if (out.properties !== undefined) {
      if (out.additionalProperties !== undefined) throw new Error(`schema/${where}: objects with keys are closed`);
      out.additionalProperties = false;
      out.properties = Object.fromEntries(
        Object.entries(out.properties).map(([key, child]) => {
          if (typeof child.description !== "string" && child.$ref === undefined)
            throw new Error(`schema/${where}: "${key}" needs a description`);
          return [key, resolve(child, where)];
        }),
      );
    } else if (typeof out.additionalProperties === "object") {
      out.additionalProperties = resolve(out.additionalProperties, where);
    }
    if (out.items !== undefined) out.items = resolve(out.items, where);
    return out;
  }

  const root = resolve(read("mcp-proxy.json"), "mcp-proxy.json");
  define("secret.json"); // the type of `value.json` speaks of it
  return { root, definitions, unions };
}
