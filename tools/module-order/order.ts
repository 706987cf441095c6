/** The order of modules and schemas. */
export interface Order {
  /** Modules by layer, lowest first. */
  layers: readonly (readonly string[])[];
  /** Schemas of hosts: above all modules. */
  hostSchemas: readonly string[];
}

/** A file or database object of one module names something of another. */
export interface Reference {
  /** The module that names it. */
  module: string;
  /** The file, or the object in the database, that contains the reference. */
  from: string;
  /** The module that is named. */
  target: string;
  /** What is named: `schema.object`, or the module if it is imported. */
  to: string;
  file: string;
  line: number;
  /** Whether rows of it are written. */
  isWrite: boolean;
}

/** A reference against the order that is allowed. */
export interface Exception {
  from: string;
  to: string;
  reason: string;
}

export const BELOW = 'platform';
/** Files of the server that compose the modules. */
export const ABOVE = 'server';

const rankOf = (order: Order, module: string): number => {
  if (module === BELOW) return -1;
  if (module === ABOVE || order.hostSchemas.includes(module)) return order.layers.length;
  const rank = order.layers.findIndex((layer) => layer.includes(module));
  if (rank < 0) throw new Error(`server/modules/layers.ts does not name the module ${module}`);
  return rank;
};

/** Whether a module may name another. */
export const isDownward = (order: Order, module: string, target: string): boolean =>
  module === target || rankOf(order, target) < rankOf(order, module);

/** The references against the order, writes to tables of others, and the exceptions that nothing needs any more. */
export function violations(
  order: Order,
  references: readonly Reference[],
  exceptions: readonly Exception[],
): string[] {
  const used = new Set<Exception>();
  const upward = references.filter((reference) => {
    if (isDownward(order, reference.module, reference.target)) return false;
    const exception = exceptions.find(({ from, to }) => from === reference.from && to === reference.to);
    if (exception !== undefined) used.add(exception);
    return exception === undefined;
  });
  const relation = ({ module, target }: Reference) =>
    rankOf(order, module) === rankOf(order, target) ? 'is in the same layer as' : 'is above';
  // Tables of the platform, such as settings, serve every module.
  const foreignWrites = references.filter(
    ({ module, target, isWrite }) => isWrite && target !== module && target !== BELOW,
  );
  return [
    ...foreignWrites.map(
      ({ module, target, to, file, line }) =>
        `${file}:${line}  ${module} writes ${to}: call a function of ${target}, which owns it`,
    ),
    ...upward.map((reference) => {
      const { module, from, target, to, file, line } = reference;
      const subject = from === file ? module : from;
      return `${file}:${line}  ${subject} names ${to}: ${target} ${relation(reference)} ${module}`;
    }),
    ...exceptions
      .filter((exception) => !used.has(exception))
      .map(({ from, to }) => `server/modules/layers.ts  no longer needed: ${from} to ${to}`),
  ];
}
