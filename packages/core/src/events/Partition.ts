/** How many partitions each domain's events have. Never changed: a key keeps its partition. */
export const partitionCount = 16

/** Every partition, from 0. */
export const allPartitions: ReadonlyArray<number> = Array.from({ length: partitionCount }, (_, partition) => partition)

/** The partition of a key: FNV-1a over its characters, folded to four bits. Part of the stored format. */
export const partitionOf = (key: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  return (hash ^ (hash >>> 16)) & (partitionCount - 1)
}
