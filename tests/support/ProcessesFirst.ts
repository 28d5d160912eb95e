import { BaseSequencer, type TestSpecification } from "vitest/node"

/**
 * Test files in the order in which they begin: first those of `tests/`, which start processes and take longest, so that no
 * worker is left with one at the end while the others have nothing to do.
 */
export class ProcessesFirst extends BaseSequencer {
  override async sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    const sorted = await super.sort(files)
    const startsProcesses = ({ moduleId }: TestSpecification) => moduleId.startsWith(`${this.ctx.config.root}/tests/`)
    return [...sorted.filter(startsProcesses), ...sorted.filter((file) => !startsProcesses(file))]
  }
}
