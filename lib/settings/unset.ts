/**
 * A setting as it counts: an empty text is unset, for every setting and wherever it is written, because pipelines pass on
 * variables whose default is "". Blanks are no empty text: each check refuses them.
 */
export const unlessEmpty = <Value>(value: Value): Exclude<Value, ""> | undefined =>
  value === "" ? undefined : (value as Exclude<Value, "">);
