// Names that source text can hold: what dtc's grammar and its checks allow together.

const NODE_CHARACTER = /^[a-zA-Z0-9,._+@-]$/;
const PROPERTY_CHARACTER = /^[a-zA-Z0-9,._+*#?-]$/;

const problemIn = (what: string, name: string, allowed: RegExp): string | undefined => {
  const bad = Array.from(name).find((char) => !allowed.test(char));
  return bad === undefined ? undefined : `“${bad}” is not allowed in the ${what} name ${name}`;
};

/** Why text cannot hold a node of this name, or undefined. */
export const nodeNameProblem = (name: string): string | undefined =>
  name.indexOf('@') === name.lastIndexOf('@')
    ? problemIn('node', name, NODE_CHARACTER)
    : `the node name ${name} has more than one “@”`;

/** Why text cannot hold a property of this name, or undefined. */
export const propertyNameProblem = (name: string): string | undefined =>
  problemIn('property', name, PROPERTY_CHARACTER);
