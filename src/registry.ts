import type { PromptRules, ResourceRules, ToolRules } from "../generated/config.js";
import { argumentRules } from "./filter/arguments.js";
import { destructive, idempotent, openWorld, readOnly } from "./filter/hints.js";
import { ignore, include } from "./filter/patterns.js";
import { annotate, describe, rename } from "./filter/texts.js";
import type { FilterMaker } from "./model/item.js";

/** One filter for each key of the rules the schema knows: a key without a filter, or the reverse, does not compile. */
type FiltersOf<Rules> = { readonly [Key in keyof Rules]-?: FilterMaker<NonNullable<Rules[Key]>> };

/** What `upstreams.<name>.tools` can say, in the order it is applied. */
export const toolFilters: FiltersOf<ToolRules> = {
  annotate,
  include,
  ignore,
  readOnly,
  destructive,
  idempotent,
  openWorld,
  arguments: argumentRules,
  describe,
  rename,
};

/** What `upstreams.<name>.prompts` can say, in the order it is applied. */
export const promptFilters: FiltersOf<PromptRules> = {
  include,
  ignore,
  arguments: argumentRules,
  describe,
  rename,
};

/** What `upstreams.<name>.resources` can say, of resources and of templates, in the order it is applied. */
export const resourceFilters: FiltersOf<ResourceRules> = { include, ignore, describe };
