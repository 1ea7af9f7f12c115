// What a server must know of its methods before it serves them: which there are, and what each takes.
// Not the lab's own schemas: those are ../contract/validation.

import { LabError } from '../contract/errors';

/** One thing that is wrong with a value; zod's issues fit. */
export interface SchemaIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A check that gives back the value as its type; every zod schema is one. */
export interface ArgumentSchema<T = unknown> {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true; readonly data: T }
    | { readonly success: false; readonly error: { readonly issues: readonly SchemaIssue[] } };
}

type FirstArgument<Method> = Method extends (options: infer Options, ...rest: never[]) => unknown
  ? Options
  : never;

/** A schema for every method of every service: what is not named here cannot be called. */
export type ArgumentSchemas<S> = {
  readonly [Service in keyof S]: {
    readonly [Method in keyof S[Service]]: ArgumentSchema<FirstArgument<S[Service][Method]>>;
  };
};

/** The same without the types, for walking over. */
export type SchemaTable = Readonly<Record<string, Readonly<Record<string, ArgumentSchema>>>>;

/**
 * The schema that takes anything: for channels between parts of the lab itself, where the table only says which
 * methods there are.
 */
export const anything: ArgumentSchema<never> = {
  safeParse: (value) => ({ success: true, data: value as never }),
};

/**
 * A table with the same methods whose arguments are not checked, for passing calls on to where they are.
 */
export function unchecked<S>(schemas: ArgumentSchemas<S>): ArgumentSchemas<S> {
  const copy: Record<string, Record<string, ArgumentSchema>> = {};
  for (const [service, methods] of Object.entries<object>(schemas as Record<string, object>)) {
    copy[service] = {};
    for (const method of Object.keys(methods)) copy[service][method] = anything;
  }
  return copy as ArgumentSchemas<S>;
}

/**
 * The schema of a method. Only own properties count: `__proto__`, `constructor` and what else an object inherits
 * are no methods.
 * @throws unknown-method
 */
export function schemaOf(table: SchemaTable, service: string, method: string): ArgumentSchema {
  if (!Object.hasOwn(table, service)) {
    throw new LabError('unknown-method', `There is no service '${service}'.`, { service, method });
  }
  if (!Object.hasOwn(table[service], method)) {
    throw new LabError('unknown-method', `The service '${service}' has no method '${method}'.`, {
      service,
      method,
    });
  }
  return table[service][method];
}

const ISSUES_SHOWN = 3;

/**
 * Checks the options of a call.
 * @param name for the message, e.g. `clips.add`
 * @returns the options as the schema gives them back
 * @throws invalid-argument, naming the path of what is wrong
 */
export function checkOptions<T>(schema: ArgumentSchema<T>, name: string, options: unknown): T {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => ({
    path: ['options', ...path.map(String)].join('.'),
    message,
  }));
  const shown = issues.slice(0, ISSUES_SHOWN).map(({ path, message }) => `at ${path}: ${message}`);
  const more = issues.length > ISSUES_SHOWN ? ` (and ${issues.length - ISSUES_SHOWN} more)` : '';
  throw new LabError(
    'invalid-argument',
    `${name} was called with the wrong arguments: ${shown.join('; ')}${more}.`,
    {
      path: issues[0]?.path ?? 'options',
      issues: issues.slice(0, ISSUES_SHOWN),
    },
  );
}
