import { Document, isScalar, Scalar, visit } from "yaml";
import { asciiEscapes } from "../base/hidden-text.js";

/** Data as YAML that does nothing to a terminal: what one acts on, or nobody sees, is escaped and means the same. */
export function printedYaml(data: unknown): string {
  const document = new Document(data);
  visit(document, (_, node) => {
    if (isScalar(node) && typeof node.value === "string" && asciiEscapes(node.value) !== node.value)
      node.type = Scalar.QUOTE_DOUBLE;
  });
  return asciiEscapes(document.toString({ lineWidth: 120 }));
}
