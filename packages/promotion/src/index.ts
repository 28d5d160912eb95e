export * from "./contract.js"
