// Names that source text can hold: what dtc's grammar and its checks allow together.

const NOT_IN_NODE = /[^a-zA-Z0-9,._+@-]/u;
const NOT_IN_PROPERTY = /[^a-zA-Z0-9,._+*#?-]/u;

const problemIn = (what: string, name: string, forbidden: RegExp): string | undefined => {
  const bad = forbidden.exec(name)?.[0];
  return bad === undefined ? undefined : `“${bad}” is not allowed in the ${what} name ${name}`;
};

/** Why text cannot hold a node of this name, or undefined. */
export const nodeNameProblem = (name: string): string | undefined =>
  name.indexOf('@') === name.lastIndexOf('@')
    ? problemIn('node', name, NOT_IN_NODE)
    : `the node name ${name} has more than one “@”`;

/** Why text cannot hold a property of this name, or undefined. */
export const propertyNameProblem = (name: string): string | undefined =>
  problemIn('property', name, NOT_IN_PROPERTY);
