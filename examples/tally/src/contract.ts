export * from "./contract/Events.js"
export * from "./contract/Problems.js"
export * from "./contract/Tally.js"
export * from "./contract/TallyApi.js"
