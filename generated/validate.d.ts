// Generated from schema/ by `npm run generate`. Do not edit.
import type { ErrorObject } from "ajv";

/** Whether `data` has the shape of a config; fills in defaults in place. What is wrong stands in `validate.errors`. */
declare const validate: { (data: unknown): boolean; errors?: ErrorObject[] | null };
export default validate;
