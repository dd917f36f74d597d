// @ts-check
// The mutants of one source file, and the source with all of them in it, each behind a switch: one transform serves every run.
import { parseAst } from "vitest/node";

/**
 * @typedef {{ id: number, file: string, line: number, from: string, to: string, kind: string }} Mutant
 * @typedef {{ type: string, start: number, end: number, [key: string]: any }} Node
 * @typedef {{ kind: string, to: string, form: "expression" | "statement" | "body" }} Change
 */

/** @type {Readonly<Record<string, readonly string[]>>} */
const OPERATORS = {
  "===": ["!=="],
  "!==": ["==="],
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
  "&&": ["||"],
  "||": ["&&"],
  "??": ["&&"],
};

/** @type {Readonly<Record<string, string>>} */
const METHODS = {
  some: "every",
  every: "some",
  startsWith: "endsWith",
  endsWith: "startsWith",
  min: "max",
  max: "min",
};

/** Calls whose text argument decides something. */
const DECIDING = new Set(["startsWith", "endsWith", "includes", "has", "get", "indexOf"]);

/** Of a node that only types see, nothing runs. Of the others with types in them, the expression does. */
const WITH_TYPES = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSInstantiationExpression",
]);

/**
 * @param {string} file
 * @param {string} source
 * @param {number} first the number of the first mutant
 * @returns {{ mutants: Mutant[], code: string }}
 */
export function mutate(file, source, first) {
  /** @type {Mutant[]} */
  const mutants = [];
  const program = /** @type {Node} */ (/** @type {unknown} */ (parseAst(source, { lang: "ts" })));

  /**
   * @param {Node} node
   * @param {Node[]} above
   * @returns {string}
   */
  function render(node, above) {
    const inner = children(node);
    const path = [...above, node];
    let text = "";
    let at = node.start;
    for (const child of inner) {
      // A shorthand has one text for two nodes.
      if (child.start < at) continue;
      text += source.slice(at, child.start) + render(child, path);
      at = child.end;
    }
    text += source.slice(at, node.end);
    const original = source.slice(node.start, node.end);
    for (const change of changes(node, above, source)) {
      const id = first + mutants.length;
      const line = source.slice(0, node.start).split("\n").length;
      mutants.push({ id, file, line, from: short(original), to: short(change.to), kind: change.kind });
      if (change.form === "expression") text = `(__mutant(${id}) ? (${change.to}) : (${text}))`;
      else if (change.form === "statement") text = `{ if (!__mutant(${id})) { ${text} } }`;
      else text = `{ if (__mutant(${id})) return undefined; ${text.slice(1)}`;
    }
    return text;
  }

  const code = source.slice(0, program.start) + render(program, []) + source.slice(program.end);
  return { mutants, code };
}

/** @param {string} text */
const short = (text) => {
  const line = text.replace(/\s+/g, " ");
  return line.length > 90 ? `${line.slice(0, 87)}...` : line;
};

/**
 * @param {Node} node
 * @returns {Node[]} in the order of the source, without those that only types see
 */
function children(node) {
  if (WITH_TYPES.has(node.type)) return [node.expression];
  /** @type {Node[]} */
  const found = [];
  for (const [key, value] of Object.entries(node)) {
    if (key === "typeAnnotation" || key === "typeArguments" || key === "typeParameters" || key === "returnType")
      continue;
    if (key === "superTypeArguments" || key === "implements") continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type !== "string" || typeof child.start !== "number") continue;
      if (child.type.startsWith("TS") && !WITH_TYPES.has(child.type)) continue;
      found.push(child);
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

/**
 * @param {Node} node
 * @param {Node[]} above
 * @param {string} source
 * @returns {Change[]}
 */
function changes(node, above, source) {
  const parent = above.at(-1);
  if (parent === undefined) return [];
  const text = (/** @type {Node} */ of) => source.slice(of.start, of.end);
  /** @type {Change[]} */
  const found = [];
  const expression = (/** @type {string} */ kind, /** @type {string} */ to) =>
    found.push({ kind, to, form: "expression" });

  if (isCondition(node, parent)) {
    expression("condition", "false");
    if (!/^(While|DoWhile|For)/.test(parent.type)) expression("condition", "true");
  }
  switch (node.type) {
    case "BinaryExpression":
    case "LogicalExpression":
      for (const operator of OPERATORS[node.operator] ?? []) {
        // Text is joined with +; taking one from the other is no number and says nothing.
        if (node.operator === "+" && isText(node)) continue;
        // Parentheses around an operand stand outside its node, so that the operator is looked for behind the left one.
        const at = source.indexOf(node.operator, node.left.end);
        const rest = source.slice(at + node.operator.length, node.end);
        const left = source.slice(node.start, at);
        const logical = node.type === "LogicalExpression";
        expression("operator", logical ? `(${left}) ${operator} (${rest})` : left + operator + rest);
      }
      break;
    case "UnaryExpression":
      if (node.operator === "!") expression("negation", text(node.argument));
      if (node.operator === "-") expression("sign", text(node.argument));
      break;
    case "UpdateExpression":
      expression("step", text(node).replace(node.operator, node.operator === "++" ? "--" : "++"));
      break;
    case "AssignmentExpression":
      if (node.operator === "+=" || node.operator === "-=") {
        const operator = node.operator === "+=" ? "-=" : "+=";
        expression("assignment", `${text(node.left)} ${operator} ${text(node.right)}`);
      }
      break;
    case "Literal":
      if (typeof node.value === "boolean") expression("boolean", String(!node.value));
      if (typeof node.value === "string" && decides(node, parent))
        expression("text", node.value === "" ? '"other"' : '""');
      break;
    case "ChainExpression":
      if (parent.type !== "UnaryExpression" || parent.operator !== "delete") {
        const plain = text(node)
          .replace(/\?\.(?=[[(])/g, "")
          .replace(/\?\./g, ".");
        expression("optional chaining", plain);
      }
      break;
    case "ArrayExpression":
      if (node.elements.length > 0) expression("array", "[]");
      break;
    case "CallExpression": {
      const method =
        node.callee.type === "MemberExpression" && !node.callee.computed ? node.callee.property : undefined;
      const other = method === undefined ? undefined : METHODS[method.name];
      if (other !== undefined && Object.hasOwn(METHODS, method.name))
        expression("method", source.slice(node.start, method.start) + other + source.slice(method.end, node.end));
      if (method !== undefined && ["filter", "sort", "reverse", "toLowerCase", "trim"].includes(method.name))
        if (!insideChain(above)) expression("method removed", text(node.callee.object));
      break;
    }
    case "ExpressionStatement":
      if (node.directive === undefined && !text(node).startsWith("super("))
        found.push({ kind: "statement removed", to: "", form: "statement" });
      break;
    case "BlockStatement":
      if (node.body.length === 0) break;
      if (/Function/.test(parent.type)) {
        if (above.at(-2)?.kind !== "constructor") found.push({ kind: "body removed", to: "{}", form: "body" });
      } else if (parent.type === "IfStatement" || parent.type.startsWith("For") || parent.type === "CatchClause") {
        found.push({ kind: "block removed", to: "{}", form: "statement" });
      }
      break;
    default:
      if (
        parent.type === "ArrowFunctionExpression" &&
        parent.body === node &&
        parent.expression &&
        text(node) !== "undefined"
      )
        expression("result", "undefined");
  }
  return found;
}

/**
 * @param {Node} node
 * @param {Node} parent
 */
function isCondition(node, parent) {
  if (parent.test !== node) return false;
  return /^(IfStatement|ConditionalExpression|WhileStatement|DoWhileStatement|ForStatement)$/.test(parent.type);
}

/**
 * @param {Node} node
 * @returns {boolean} whether a sum has a text in it
 */
function isText(node) {
  if (node.type === "TemplateLiteral") return true;
  if (node.type === "Literal") return typeof node.value === "string";
  return node.type === "BinaryExpression" && node.operator === "+" && (isText(node.left) || isText(node.right));
}

/**
 * @param {Node} node
 * @param {Node} parent
 */
function decides(node, parent) {
  if (parent.type === "BinaryExpression") return /^[=!]==$/.test(parent.operator);
  if (parent.type === "SwitchCase") return true;
  return parent.type === "CallExpression" && parent.callee !== node && DECIDING.has(parent.callee.property?.name);
}

/** @param {Node[]} above */
function insideChain(above) {
  return above.some(({ type }) => type === "ChainExpression");
}
