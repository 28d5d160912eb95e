import type { Page } from "./Views.js"

/** Every item of a list, read page by page as it is asked for. */
export async function* pages<Item>(
  read: (cursor: { readonly cursor?: string }) => Promise<Page<Item>>
): AsyncGenerator<Item, void, undefined> {
  let cursor: { readonly cursor?: string } = {}
  while (true) {
    const { items, nextCursor } = await read(cursor)
    yield* items
    if (nextCursor === undefined) return
    cursor = { cursor: nextCursor }
  }
}
