import { consumerFaults, parkingFaults } from "./consumerFaults.js"
import { databaseFaults } from "./databaseFaults.js"
import type { Fault } from "./Fault.js"
import { loadFaults } from "./loadFaults.js"
import { processFaults } from "./processFaults.js"
import { redisFaults } from "./redisFaults.js"

/** Everything that a seed can choose from. */
export const faults: Readonly<Record<string, Fault>> = {
  ...processFaults,
  ...loadFaults,
  ...parkingFaults,
  ...consumerFaults,
  ...databaseFaults,
  ...redisFaults
}

/** The faults after which dead letters have to be replayed. */
export const parking: ReadonlySet<string> = new Set(Object.keys(parkingFaults))
